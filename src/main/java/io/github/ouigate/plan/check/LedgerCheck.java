package io.github.ouigate.plan.check;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.LiquibaseNames;
import io.github.ouigate.db.Right;
import io.github.ouigate.db.Right.Privilege;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Conflict;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LockHolder;
import io.github.ouigate.ledger.TagReader;
import io.github.ouigate.ledger.TagRecord;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Hazard.Severity;
import io.github.ouigate.status.LedgerStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Checks the ledger's records of the job, and whether a run can write to the ledger.
 *
 * @param hazards receives the hazards
 */
public record LedgerCheck(Connection connection, Dialect dialect, Ledger ledger, Job job, List<Hazard> hazards) {
    /** The schema of the existing or future ledger, and the row of the job's changeset if it exists. */
    public record Findings(String schema, Optional<LedgerEntry> applied) {}

    public Findings check(String role) throws SQLException {
        Optional<TableName> table = ledger.table(connection);
        Optional<TableName> lockTable = ledger.lockTable(connection);
        Optional<String> schema = table.isPresent() ? table.map(TableName::schema) : futureSchema();
        checkSpelling();
        if (schema.isPresent()) {
            checkSchema(schema.get(), table.isEmpty() || lockTable.isEmpty(), role);
        }
        boolean readable = true;
        for (TableName own :
                List.of(table, lockTable).stream().flatMap(Optional::stream).toList()) {
            List<Right> lacking = dialect.privileges(connection)
                    .lacking(own, List.of(Privilege.SELECT, Privilege.INSERT, Privilege.UPDATE));
            readable &= lacking.stream().noneMatch(LedgerCheck::isToRead);
            hazards.addAll(TableCheck.rights(own, lacking, role));
        }
        List<TableName> ledgers = ledger.everywhere(connection);
        if (!readable) {
            table.ifPresent(ledgers::remove);
        }
        TagRecord record = new TagReader(connection, dialect, ledger).read(job, ledgers);
        check(record);
        if (readable) {
            checkLock();
        }
        return new Findings(schema.orElse(""), record.applied());
    }

    /** Returns the schema in which a first run creates the tables. */
    private Optional<String> futureSchema() throws SQLException {
        Optional<String> named = ledger.schema().isPresent()
                ? ledger.schema()
                : dialect.tables(connection).defaultSchema();
        if (named.isEmpty()) {
            hazards.add(Hazard.block(Code.NO_DEFAULT_SCHEMA, null));
        }
        return named.isPresent() ? dialect.liquibaseNames(connection).schema(named.get()) : named;
    }

    private static boolean isToRead(Right right) {
        return right.privilege() == Privilege.SELECT || right.privilege() == Privilege.USAGE;
    }

    /**
     * Checks the default schema's name: Liquibase prefixes unqualified names with it and puts it first in the search
     * path.
     */
    private void checkSpelling() throws SQLException {
        LiquibaseNames names = dialect.liquibaseNames(connection);
        Optional<String> byDefault = dialect.tables(connection).defaultSchema();
        if (byDefault.isPresent()
                && (byDefault.get().indexOf('"') >= 0
                        || !names.schema(byDefault.get()).equals(byDefault))) {
            hazards.add(Hazard.block(Code.MISSPELT, null, byDefault.get()));
        }
        if (ledger.schema().isPresent() && names.schema(ledger.schema().get()).isEmpty()) {
            hazards.add(Hazard.block(Code.MISSPELT, null, ledger.schema().get()));
        }
    }

    /** Checks that the schema exists and that a first run has the privilege to create the tables in it. */
    private void checkSchema(String schema, boolean isFirstRun, String role) throws SQLException {
        Tables tables = dialect.tables(connection);
        List<String> alike = tables.schemasAlike(schema);
        if (!alike.isEmpty()) {
            hazards.add(Hazard.block(Code.LEDGER_SCHEMA_ALIKE, null, schema, alike));
        }
        if (isFirstRun && !tables.hasSchema(schema)) {
            hazards.add(Hazard.block(Code.LEDGER_SCHEMA_MISSING, null, schema, TableName.quote(schema)));
        }
        if (isFirstRun) {
            hazards.addAll(
                    TableCheck.rights(null, dialect.privileges(connection).lackingToCreateIn(schema), role));
        }
    }

    private void checkLock() throws SQLException {
        Optional<LockHolder> holder = ledger.lockHolder(connection);
        if (holder.isPresent()) {
            Object[] arguments = {holder.get().lockedBy(), holder.get().age()};
            hazards.add(
                    switch (LedgerStatus.state(dialect.sessions(connection), holder.get())) {
                        case FOREIGN -> Hazard.block(Code.LIQUIBASE_LOCKED, null, arguments);
                        case RUNNING -> Hazard.warn(Code.RUN_IN_PROGRESS, null, arguments);
                        case DEAD -> Hazard.note(Code.LOCK_LEFT_BEHIND, null, arguments);
                    });
        }
    }

    /** Checks the tag, which is applied at most once to a table, in whichever schema the ledger is. */
    private void check(TagRecord record) {
        record.taken()
                .ifPresent(entry -> hazards.add(Hazard.block(Code.TAG_TAKEN, null, job.tag(), entry.changeSet())));
        record.elsewhere()
                .forEach(row -> hazards.add(Hazard.block(
                        Code.APPLIED_ELSEWHERE,
                        row.ledger(),
                        job.tag(),
                        row.ledger(),
                        row.ledger().schema())));
        record.conflicts().forEach(conflict -> hazards.add(hazard(conflict)));
        if (!record.unrelated().isEmpty()) {
            Severity severity = record.isUnrelatedForSure() ? Severity.NOTE : Severity.WARN;
            hazards.add(Hazard.of(Code.OTHER_LEDGERS, severity, null, record.unrelatedRuns()));
        }
    }

    private static Hazard hazard(Conflict conflict) {
        Code code = conflict.sameTables() ? Code.APPLIED_WITH_OTHER_CONDITIONS : Code.APPLIED_TO_OTHER_TABLES;
        return Hazard.block(code, conflict.row().ledger(), conflict.arguments().toArray());
    }
}
