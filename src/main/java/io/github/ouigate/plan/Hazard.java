package io.github.ouigate.plan;

import io.github.ouigate.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that stands in the way of a run, or that its operator should know.
 *
 * @param code names the kind of hazard
 * @param table the table concerned, {@code schema.table}; null where it is not about one
 * @param message what is the matter
 * @param remedy what to do about it
 */
public record Hazard(Code code, Severity severity, @Nullable String table, Message message, Message remedy) {
    /** How much a hazard matters. */
    public enum Severity {
        /** The run is refused. */
        BLOCK,
        /** The run goes on; the operator should look first. */
        WARN,
        /** Good to know. */
        NOTE
    }

    /** Every kind of hazard. The texts are in the message bundles, as {@code hazard.CODE}. */
    public enum Code {
        /** The database has another name than the expected one. */
        OTHER_DATABASE,
        /** An environment was named, and the database carries no marker. */
        ENVIRONMENT_UNMARKED,
        /** The database carries a marker, and no environment was named. */
        ENVIRONMENT_UNNAMED,
        /** The database's marker is another one than the environment named. */
        OTHER_ENVIRONMENT,
        /** The URL was found in the environment, and the database was not named. */
        AMBIENT_URL,
        /** A saved plan was made for another database. */
        OTHER_TARGET,
        /** A saved plan is not what would be done now. */
        STALE_PLAN,
        /** More rows would go than allowed. */
        TOO_MANY_ROWS,
        /** The server is a replica. */
        STANDBY,
        /** Transactions are read-only here. */
        READ_ONLY,
        /** The connection comes from another machine and is not encrypted. */
        NOT_ENCRYPTED,
        /** The server does not count what a transaction writes. */
        WRITES_UNCOUNTED,
        /** A table that may be written to does not exist. */
        ALLOWED_MISSING,

        /** Liquibase does not quote a name as it has to. */
        MISSPELT,
        /** There is no such table. */
        TABLE_MISSING,
        /** The table is not where Liquibase looks for it, but in another schema. */
        TABLE_ELSEWHERE,
        /** The name is that of a view or a foreign table. */
        NOT_A_TABLE,
        /** A temporary table of the session has the same name. */
        TEMPORARY_TABLE,
        /** Another schema of the search path has a table of the same name. */
        SAME_NAME,
        /** Two deletes name the same table. */
        TABLE_TWICE,
        /** The role lacks a right. */
        RIGHT_MISSING,
        /** The table has partitions, whose rows go too. */
        PARTITIONS,
        /** Other tables inherit from the table, and their rows go too. */
        INHERITING_TABLES,
        /** A partition or inheriting table is on another server. */
        FOREIGN_PARTITION,
        /** The job names a table and its child. */
        PART_OF_ANOTHER,

        /** A table is deleted after one that it references. */
        CHILD_AFTER_PARENT,
        /** Tables of the job reference each other in a circle. */
        CYCLE,
        /** A foreign key would change a table that is not part of the job. */
        OUTSIDE_CASCADE,
        /** Rows of a table that is not part of the job reference rows that go. */
        OUTSIDE_REFERENCES,
        /** A table that is not part of the job references a purged one, with no row. */
        OUTSIDE_KEY,
        /** A table that is not part of the job references a purged one, and cannot be read. */
        OUTSIDE_UNREADABLE,
        /** Rows that a condition keeps reference rows that go. */
        STILL_REFERENCED,
        /** A foreign key would change rows that a condition keeps. */
        CASCADE_PAST_WHERE,
        /** No index finds the rows that reference a deleted one. */
        MISSING_INDEX,
        /** No index finds them, and the run makes one for itself. */
        TEMPORARY_INDEX,

        /** A trigger fires on deletes. */
        TRIGGER,
        /** A rule rewrites deletes. */
        RULE,
        /** Row-level security hides rows. */
        ROW_SECURITY,
        /** Deletes are replicated. */
        PUBLICATION,
        /** Deletes are to be replicated, and nothing names the deleted rows. */
        REPLICA_IDENTITY,
        /** Deletes are to be replicated, and the publication's filter or columns do not fit what names the rows. */
        PUBLICATION_FILTER,

        /** Another session holds a lock on a table. */
        TABLE_LOCKED,
        /** Another session waits for a lock on a table. */
        LOCK_AWAITED,
        /** A transaction was prepared and neither committed nor rolled back. */
        PREPARED_TRANSACTION,
        /** A transaction has been open for long. */
        LONG_TRANSACTION,

        /** The session has no default schema to hold the ledger. */
        NO_DEFAULT_SCHEMA,
        /** The schema that is to hold the ledger does not exist. */
        LEDGER_SCHEMA_MISSING,
        /** Liquibase does not tell the schema of the ledger from another one. */
        LEDGER_SCHEMA_ALIKE,
        /** Somebody who is not ouigate holds Liquibase's lock. */
        LIQUIBASE_LOCKED,
        /** Another run is at work. */
        RUN_IN_PROGRESS,
        /** A run that is dead has left Liquibase's lock behind. */
        LOCK_LEFT_BEHIND,
        /** Another changeset has the tag. */
        TAG_TAKEN,
        /** The changeset was applied by way of the ledger in another schema. */
        APPLIED_ELSEWHERE,

        /** An archive's rows come from another database. */
        ARCHIVE_OTHER_DATABASE,
        /** An archived table does not exist any more. */
        ARCHIVE_TABLE,
        /** An archived table has not the columns any more that it had. */
        ARCHIVE_COLUMNS,
        /** The ledger's row is of another run than the one that wrote the archive. */
        ARCHIVE_OTHER_RUN,
        /** The ledger has no row of the run that wrote the archive. */
        ARCHIVE_NOT_APPLIED
    }

    /** Returns why those of {@code hazards} that block refuse a run. */
    public static Message refusal(List<Hazard> hazards) {
        return Message.of(
                "refused.hazards",
                hazards.stream()
                        .filter(hazard -> hazard.severity == Severity.BLOCK)
                        .map(Hazard::message)
                        .toList());
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
