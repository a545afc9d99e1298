package io.github.ouigate.planner;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.archive.Manifest;
import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.DeleteEffects;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.ReadOnly;
import io.github.ouigate.db.Right.Privilege;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.ServerInfo;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.DeleteHook;
import io.github.ouigate.db.schema.Relation;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.SimilarNames;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.plan.SkippedRows;
import io.github.ouigate.plan.check.DeleteHookCheck;
import io.github.ouigate.plan.check.GuardCheck;
import io.github.ouigate.plan.check.SettingsCheck;
import io.github.ouigate.plan.check.TableCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans the restore of an archive, in one read-only transaction. */
public record RestorePlanner(Dialect dialect, Ledger ledger) {
    /** The required privileges. DELETE is needed for the lock: with INSERT only, a role cannot lock the tables. */
    private static final List<Privilege> RIGHTS = List.of(Privilege.SELECT, Privilege.INSERT, Privilege.DELETE);

    /** The maximum number of suggested tables. */
    private static final int SIMILAR = 3;

    private static final List<Privilege> CHANGE_RIGHTS = List.of(Privilege.SELECT, Privilege.UPDATE);

    private static final List<Privilege> LOCK_RIGHTS = List.of(Privilege.SELECT, Privilege.INSERT, Privilege.UPDATE);

    /**
     * Makes the plan.
     *
     * @param connection in auto-commit mode; it is in auto-commit mode again afterwards
     * @throws RefusedException if the database's product does not support restores
     */
    public RestorePlan plan(
            Connection connection, Archive archive, ArchiveReader reader, SkippedRows.Allowed allowed, Guards guards)
            throws SQLException {
        RestorePlan plan = ReadOnly.in(connection, dialect, () -> {
            RowCopy copy = RowCopy.of(dialect, connection);
            ServerInfo server = dialect.serverInfo(connection);
            Tables tables = dialect.tables(connection);
            Privileges privileges = dialect.privileges(connection);
            DatabaseIdentity identity = server.identity();
            List<Hazard> hazards = new ArrayList<>(GuardCheck.identity(identity, guards));
            hazards.addAll(origin(identity, archive, guards));
            if (Hazard.of(Hazard.Severity.BLOCK, hazards).isEmpty()) {
                hazards.addAll(GuardCheck.conditions(server.connectionState(), identity));
                hazards.addAll(GuardCheck.proof(server, tables, guards));
                hazards.addAll(new SettingsCheck(dialect.session(connection).settings(), identity.name()).strings());
                hazards.addAll(GuardCheck.server(server, List.of(), guards));
                List<Hazard> ofTables = tables(tables, privileges, archive, identity.user());
                hazards.addAll(ofTables);
                if (ofTables.stream().noneMatch(hazard -> hazard.code() == Code.ARCHIVE_TABLE)) {
                    hazards.addAll(new ArchiveContents(archive).unlike(dialect, connection));
                }
                for (DeleteHook hook : dialect.deleteEffects(connection).insertHooks(archive.tableNames())) {
                    hazards.add(DeleteHookCheck.onInsert(hook));
                }
                hazards.addAll(DeleteHookCheck.onSetBack(dialect.deleteEffects(connection)
                        .updateHooks(archive.changed().stream()
                                .map(changed -> changed.rows().table())
                                .toList())));
                if (!archive.manifest().notArchived().isEmpty()) {
                    hazards.add(Hazard.warn(
                            Code.ARCHIVE_WITHOUT_TRIGGERS,
                            null,
                            archive.manifest().notArchived()));
                }
                hazards.addAll(ledger(connection, privileges, archive, identity.user()));
            }
            RestoreKeys keys = RestoreKeys.NONE;
            if (Hazard.of(Hazard.Severity.BLOCK, hazards).isEmpty()) {
                keys = RestoreKeys.of(archive, copy.keys(), guards.keys());
                hazards.addAll(keys.hazards());
            }
            return new RestorePlan(
                    identity,
                    archive,
                    reader,
                    allowed,
                    SkippedRows.NONE,
                    keys.checkedOnce(),
                    guards.allowedWrites(),
                    hazards);
        });
        return plan.applicable() ? compared(connection, plan) : plan;
    }

    /** Returns the plan with the result of comparing the archive with the tables. */
    private RestorePlan compared(Connection connection, RestorePlan plan) throws SQLException {
        RestoreCheck check = new RestoreCheck(dialect, plan.archive(), plan.reader(), plan.allowed());
        RestoreCheck.Findings found =
                ReadOnly.withTemporaryTables(connection, dialect, () -> check.check(connection, () -> {}));
        return plan.with(found.skipped(), found.hazards());
    }

    /**
     * Compares the database with that of the archive. A database is accepted as another one only if the command line
     * names it: with a URL from the environment, its name is required for any restore.
     */
    private static List<Hazard> origin(DatabaseIdentity identity, Archive archive, Guards guards) {
        DatabaseIdentity origin = archive.manifest().database();
        if (identity.isSameDatabase(origin)) {
            return List.of();
        }
        boolean meant = guards.database().isPresent() && guards.ambientUrl().isEmpty();
        Hazard.Severity severity = meant ? Hazard.Severity.WARN : Hazard.Severity.BLOCK;
        return List.of(Hazard.of(
                Code.ARCHIVE_OTHER_DATABASE, severity, null, origin.exactly(), identity.exactly(), identity.name()));
    }

    private static List<Hazard> tables(Tables tables, Privileges privileges, Archive archive, String role)
            throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        List<Relation> all = tables.all();
        Set<TableName> ordinary = all.stream()
                .filter(relation -> relation.kind() == Relation.Kind.TABLE)
                .map(Relation::name)
                .collect(Collectors.toSet());
        for (ArchivedTable table : archive.files()) {
            if (!ordinary.contains(table.table())) {
                hazards.add(
                        Hazard.block(Code.ARCHIVE_TABLE, table.table(), table.table(), similar(table.table(), all)));
                continue;
            }
            hazards.addAll(
                    TableCheck.rights(table.table(), privileges.lacking(table.table(), rights(table, archive)), role));
            List<Message> differences = columnDifferences(tables, table);
            if (!differences.isEmpty()) {
                hazards.add(Hazard.block(Code.ARCHIVE_COLUMNS, table.table(), table.table(), differences));
            }
        }
        return hazards;
    }

    /** Returns tables similar to a missing one, which may have been renamed or moved. */
    private static Object similar(TableName missing, List<Relation> all) {
        List<Message> similar = SimilarNames.of(
                        missing.name(), all, relation -> relation.name().name())
                .stream()
                .limit(SIMILAR)
                .map(relation -> Message.of(
                        "table.there", relation.name(), relation.kind().words()))
                .toList();
        return similar.isEmpty() ? "" : Message.of("table.similar", similar);
    }

    private static List<Privilege> rights(ArchivedTable table, Archive archive) {
        return archive.tables().contains(table) ? RIGHTS : CHANGE_RIGHTS;
    }

    /**
     * Returns the archived columns that the table lacks or that have changed; additional columns of the table are
     * permitted.
     */
    public static List<Message> columnDifferences(Tables tables, ArchivedTable table) throws SQLException {
        List<Column> now = tables.columns(table.table());
        return table.columns().stream()
                .filter(column -> now.stream().noneMatch(other -> isSame(column, other)))
                .map(column -> difference(column, now))
                .toList();
    }

    private static Message difference(Column column, List<Column> now) {
        return now.stream()
                .filter(other -> other.name().equals(column.name()))
                .findFirst()
                .map(other -> other.type().equals(column.type())
                        ? Message.of("restore.column-generated", column.name())
                        : Message.of("restore.column-changed", column.name(), column.type(), other.type()))
                .orElseGet(() -> dropped(column, now));
    }

    private static Message dropped(Column column, List<Column> now) {
        return SimilarNames.of(column.name(), now, Column::name).stream()
                .findFirst()
                .map(other -> Message.of("restore.column-renamed", column.name(), column.type(), other.name()))
                .orElseGet(() -> Message.of("restore.column-dropped", column.name(), column.type()));
    }

    private static boolean isSame(Column one, Column other) {
        return one.name().equals(other.name())
                && one.type().equals(other.type())
                && one.generated() == other.generated();
    }

    private List<Hazard> ledger(Connection connection, Privileges privileges, Archive archive, String role)
            throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        Optional<TableName> table = ledger.table(connection);
        if (table.isPresent()) {
            hazards.addAll(TableCheck.rights(table.get(), privileges.lacking(table.get(), RIGHTS), role));
        }
        Optional<TableName> lock = ledger.lockTable(connection);
        if (lock.isPresent()) {
            hazards.addAll(TableCheck.rights(lock.get(), privileges.lacking(lock.get(), LOCK_RIGHTS), role));
        }
        if (!hazards.isEmpty()) {
            return hazards;
        }
        DeleteEffects effects = dialect.deleteEffects(connection);
        hazards.addAll(DeleteHookCheck.ledger(effects, ledger.tables(connection), false));
        List<LedgerEntry> entries = entries(connection, ledger, archive);
        Manifest origin = archive.manifest();
        if (table.isPresent() && !entries.isEmpty()) {
            hazards.addAll(
                    DeleteHookCheck.ledgerIdentity(effects, privileges, table.get(), true, Hazard.Severity.BLOCK));
        }
        if (entries.isEmpty()) {
            hazards.add(Hazard.warn(Code.ARCHIVE_NOT_APPLIED, null, origin.job().tag(), origin.runId()));
        }
        entries.stream()
                .filter(entry -> run(entry).equals(origin.runId()))
                .forEach(entry -> hazards.addAll(new ArchiveContents(archive).unlike(entry)));
        if (table.isPresent()) {
            movedTag(entries, archive, table.get()).ifPresent(hazards::add);
        }
        otherRun(entries, archive)
                .ifPresent(other -> hazards.add(
                        Hazard.block(Code.ARCHIVE_OTHER_RUN, null, origin.job().tag(), run(other), origin.runId())));
        return hazards;
    }

    /** Returns the ledger's rows with the tag or the changeset of the archive's job. */
    public static List<LedgerEntry> entries(Connection connection, Ledger ledger, Archive archive) throws SQLException {
        SavedJob job = archive.manifest().job();
        return ledger.entries(connection, job.tag(), job.changeSet());
    }

    /** Returns a row of the ledger that does not belong to the archive's run; empty if there is none. */
    public static Optional<LedgerEntry> otherRun(List<LedgerEntry> entries, Archive archive) {
        return entries.stream()
                .filter(entry -> !run(entry).equals(archive.manifest().runId()))
                .findFirst();
    }

    /** Returns a hazard if "liquibase tag" has put another tag on the run's row; the restore would delete it. */
    public static Optional<Hazard> movedTag(List<LedgerEntry> entries, Archive archive, TableName ledger) {
        String tag = archive.manifest().job().tag();
        return entries.stream()
                .filter(entry -> run(entry).equals(archive.manifest().runId()) && !tag.equals(entry.tag()))
                .map(entry -> Hazard.block(
                        Code.ARCHIVE_TAG_MOVED,
                        ledger,
                        tag,
                        entry.tag() == null ? "–" : entry.tag(),
                        ledger.sql(),
                        TableName.literal(tag),
                        TableName.literal(entry.changeSet())))
                .findFirst();
    }

    private static String run(LedgerEntry entry) {
        return entry.note().map(note -> note.runId().value()).orElse("–");
    }
}
