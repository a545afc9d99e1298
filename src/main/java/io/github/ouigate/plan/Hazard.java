package io.github.ouigate.plan;

import io.github.ouigate.message.Message;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fact that blocks a run, or that its operator should know.
 *
 * @param table the table concerned, as {@code schema.table}; null if there is none
 */
public record Hazard(Code code, Severity severity, @Nullable String table, Message message, Message remedy) {
    /** The severity of a hazard. */
    public enum Severity {
        /** The run is refused. */
        BLOCK,
        /** The run proceeds; the operator should examine the cause first. */
        WARN,
        /** Information. */
        NOTE
    }

    /**
     * The kinds of hazard. The message bundles have their texts, {@code hazard.CODE} and {@code hazard.CODE.remedy}.
     */
    public enum Code {
        // The database, its environment and its server.
        OTHER_DATABASE,
        ENVIRONMENT_UNMARKED,
        ENVIRONMENT_UNNAMED,
        OTHER_ENVIRONMENT,
        AMBIENT_URL,
        PLAN_OTHER_DATABASE,
        STALE_PLAN,
        TOO_MANY_ROWS,
        STANDBY,
        READ_ONLY,
        NOT_ENCRYPTED,
        UNKNOWN_SERVER,
        WRITES_UNCOUNTED,
        FUNCTIONS_DENIED,
        ALLOWED_MISSING,

        // The session's settings.
        STRING_ESCAPES,
        TIME_ZONE_NEEDED,
        TIME_ZONE_UNKNOWN,
        NAIVE_TIMESTAMP,
        OPEN_SEARCH_PATH,
        PLAN_WITHOUT_SETTINGS,

        // The tables of the job.
        MISSPELT,
        TABLE_MISSING,
        TABLE_ELSEWHERE,
        NOT_A_TABLE,
        TEMPORARY_TABLE,
        SAME_NAME,
        TABLE_TWICE,
        RIGHT_MISSING,
        PARTITIONS,
        INHERITING_TABLES,
        FOREIGN_PARTITION,
        PART_OF_ANOTHER,

        // The conditions.
        CONDITION_INVALID,
        CONDITION_FAILS,
        CONDITION_FUNCTION,
        CONDITION_LOCKS,
        CONDITION_ORDER,
        CONDITION_FOREIGN_TABLE,
        CONDITION_READS_CHANGED,

        // Foreign keys and their indexes.
        CHILD_AFTER_PARENT,
        CYCLE,
        OUTSIDE_CASCADE,
        CASCADE_UNREADABLE,
        CASCADE_INTO_JOB,
        CHANGED_WITHOUT_KEY,
        CHANGED_TO_NO_CONSTANT,
        CHANGED_IS_REFERENCED,
        ARCHIVE_CIRCLE,
        ARCHIVE_NEEDS_DEFERRABLE,
        NOT_VALID,
        OUTSIDE_REFERENCES,
        OUTSIDE_KEY,
        OUTSIDE_UNREADABLE,
        STILL_REFERENCED,
        CASCADE_PAST_WHERE,
        MISSING_INDEX,
        TEMPORARY_INDEX,
        KEY_CHECKED_ONCE,
        WAL_VOLUME,
        WAL_BEYOND_SLOT,
        ARCHIVE_VOLUME,
        ARCHIVE_SPACE,

        // The place of the archive.
        ARCHIVE_EXISTS,
        ARCHIVE_EXISTS_OF_TAG,
        ARCHIVE_EXISTS_OF_OTHER_TAG,
        ARCHIVE_EXISTS_OF_LEDGER,
        ARCHIVE_EXISTS_OF_DATABASE,

        // Differences between TRUNCATE and DELETE.
        TRUNCATE_NOT_DELETE,
        TRUNCATE_UNSUPPORTED,
        TRUNCATE_CONDITION,
        TRUNCATE_OUTSIDE_KEY,
        TRUNCATE_DELETE_TRIGGER,
        TRUNCATE_TRIGGER,
        TRUNCATE_ROW_SECURITY,
        TRUNCATE_INVALID_INDEX,
        TRUNCATE_UNPUBLISHED,
        TRUNCATE_PUBLISHED,
        TRUNCATE_SLOT,
        TRUNCATE_SNAPSHOTS_HIDDEN,
        TRUNCATE_STANDBY,

        // Effects of a delete beyond its rows.
        TRIGGER,
        RULE,
        ROW_SECURITY,
        PUBLICATION,
        REPLICA_IDENTITY,
        PUBLICATION_FILTER,

        // Objects that keep contents of deleted rows.
        MATERIALIZED_VIEW,
        LARGE_OBJECTS,
        REPLICATION_SLOT,
        SUBSCRIPTION,
        PUBLICATION_WITHOUT_DELETES,
        COPYING_TRIGGER,
        KEPT_UNREADABLE,

        // Other sessions.
        TABLE_LOCKED,
        LOCK_AWAITED,
        PREPARED_TRANSACTION,
        LONG_TRANSACTION,

        // The ledger and its lock.
        NO_DEFAULT_SCHEMA,
        LEDGER_SCHEMA_MISSING,
        LEDGER_SCHEMA_ALIKE,
        LIQUIBASE_LOCKED,
        RUN_IN_PROGRESS,
        LOCK_LEFT_BEHIND,
        TAG_TAKEN,
        APPLIED_ELSEWHERE,
        APPLIED_TO_OTHER_TABLES,
        APPLIED_WITH_OTHER_CONDITIONS,
        OTHER_LEDGERS,
        LEDGER_TRIGGER,
        LEDGER_REPLICA_IDENTITY,
        EVENT_TRIGGER,

        // The archive of a restore.
        ARCHIVE_OTHER_DATABASE,
        ARCHIVE_TABLE,
        ARCHIVE_COLUMNS,
        ARCHIVE_UNCHECKED,
        ARCHIVE_UNLOADABLE,
        ARCHIVE_PRESENT,
        ARCHIVE_CONFLICT,
        ARCHIVE_DUPLICATES,
        ARCHIVE_NO_PARTITION,
        ARCHIVE_ORPHANS,
        ARCHIVE_ORPHANS_STAY,
        ARCHIVE_ORPHANS_CHANGED,
        ARCHIVE_PARENT_UNREADABLE,
        ARCHIVE_CHECK,
        ARCHIVE_NULL,
        ARCHIVE_COLUMN_REQUIRED,
        ARCHIVE_SEQUENCE,
        ARCHIVE_KEYS_ONCE,
        ARCHIVE_KEYS_BY_ROW,
        ARCHIVE_TRIGGER,
        ARCHIVE_CHANGE_TRIGGER,
        ARCHIVE_WITHOUT_TRIGGERS,
        ARCHIVE_OTHER_TABLES,
        ARCHIVE_OTHER_RUN,
        ARCHIVE_TAG_MOVED,
        ARCHIVE_NOT_APPLIED
    }

    /** Hazards caused by locks of other sessions, which are temporary. */
    private static final Set<Code> OF_OTHERS =
            EnumSet.of(Code.TABLE_LOCKED, Code.LOCK_AWAITED, Code.PREPARED_TRANSACTION, Code.LIQUIBASE_LOCKED);

    /** Hazards of a tag that a ledger has already. */
    private static final Set<Code> OF_TAG = EnumSet.of(
            Code.TAG_TAKEN, Code.APPLIED_ELSEWHERE, Code.APPLIED_TO_OTHER_TABLES, Code.APPLIED_WITH_OTHER_CONDITIONS);

    /** Returns whether a ledger already has the tag. */
    boolean isOfTag() {
        return OF_TAG.contains(code);
    }

    /** Returns whether it concerns a condition of the job. */
    public boolean isOfCondition() {
        return code.name().startsWith("CONDITION_");
    }

    /** Returns a copy whose message includes the line of its cause in a changelog. */
    public Hazard at(String changelog, int line) {
        return new Hazard(code, severity, table, Message.of("hazard.at", message, changelog, line), remedy);
    }

    /** Returns a copy that blocks the run. */
    public Hazard blocking() {
        return new Hazard(code, Severity.BLOCK, table, message, remedy);
    }

    /** Returns the hazards with this severity. */
    public static List<Hazard> of(Severity severity, List<Hazard> hazards) {
        return hazards.stream().filter(hazard -> hazard.severity == severity).toList();
    }

    /** Returns whether temporary locks of other sessions are the only blocks; the command can then be retried. */
    public static boolean blockedByOthersOnly(List<Hazard> hazards) {
        List<Hazard> blocks = of(Severity.BLOCK, hazards);
        return !blocks.isEmpty() && blocks.stream().map(Hazard::code).allMatch(OF_OTHERS::contains);
    }

    /** Returns the reason of a refusal: the messages of the blocking hazards. */
    public static Message refusal(List<Hazard> hazards) {
        return Message.of(
                "refused.hazards",
                of(Severity.BLOCK, hazards).stream().map(Hazard::message).toList());
    }

    public static Hazard block(Code code, @Nullable Object table, Object... arguments) {
        return of(code, Severity.BLOCK, table, arguments);
    }

    public static Hazard warn(Code code, @Nullable Object table, Object... arguments) {
        return of(code, Severity.WARN, table, arguments);
    }

    public static Hazard note(Code code, @Nullable Object table, Object... arguments) {
        return of(code, Severity.NOTE, table, arguments);
    }

    public static Hazard of(Code code, Severity severity, @Nullable Object table, Object... arguments) {
        String key = "hazard." + code;
        return new Hazard(
                code,
                severity,
                table == null ? null : table.toString(),
                Message.of(key, arguments),
                Message.of(key + ".remedy", arguments));
    }
}
