package io.github.ouigate.ledger;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.LiquibaseNames;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Job;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the records of a job and its tag in the ledgers of a database. */
public record TagReader(Connection connection, Dialect dialect, Ledger ledger) {
    /** Reads the ledgers in {@code readable}. */
    public TagRecord read(Job job, Collection<TableName> readable) throws SQLException {
        return read(job, deletes(job), readable);
    }

    /** Reads only the job's own ledger; {@code deletes} has the tables and conditions of the job, in order. */
    public TagRecord readOwn(Job job, Map<TableName, Condition> deletes) throws SQLException {
        return read(job, deletes, ledger.table(connection).stream().toList());
    }

    private TagRecord read(Job job, Map<TableName, Condition> deletes, Collection<TableName> readable)
            throws SQLException {
        Optional<TableName> own = ledger.table(connection).filter(readable::contains);
        List<LedgerEntry> entries =
                own.isPresent() ? ledger.entries(connection, job.tag(), job.changeSet()) : List.of();
        List<LedgerRow> others = new ArrayList<>();
        for (TableName other : readable) {
            if (!other.equals(own.orElse(null))) {
                List<LedgerEntry> found =
                        new Ledger(dialect, other.schema()).entries(connection, job.tag(), job.changeSet());
                LedgerEntry.of(job.changeSet(), found).ifPresent(entry -> others.add(new LedgerRow(other, entry)));
            }
        }
        return new TagRecord(
                job.tag(),
                deletes,
                entries,
                own.flatMap(
                        table -> LedgerEntry.of(job.changeSet(), entries).map(entry -> new LedgerRow(table, entry))),
                others);
    }

    /** Returns the tables that Liquibase's statements will name, whether they exist or not, with their conditions. */
    public Map<TableName, Condition> deletes(Job job) throws SQLException {
        LiquibaseNames names = dialect.liquibaseNames(connection);
        String byDefault = dialect.tables(connection).defaultSchema().orElse("");
        Map<TableName, Condition> deletes = new LinkedHashMap<>();
        for (Deletion deletion : job.deletions()) {
            String schema = deletion.schema() == null
                    ? byDefault
                    : names.schema(deletion.schema()).orElse(deletion.schema());
            TableName table =
                    new TableName(schema, names.table(deletion.table()).orElse(deletion.table()));
            deletes.putIfAbsent(table, new Condition(deletion.where())); // a second delete blocks the run
        }
        return deletes;
    }
}
