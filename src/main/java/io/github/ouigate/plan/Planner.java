package io.github.ouigate.plan;

import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.Sha256;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.target.Dialect;
import io.github.ouigate.target.ForeignKey;
import io.github.ouigate.target.Privilege;
import io.github.ouigate.target.ReadOnly;
import io.github.ouigate.target.TableName;
import io.github.ouigate.target.TargetIdentity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks, in one read-only transaction, at what a job would do to a database. */
public final class Planner {
    private final Dialect dialect;
    private final Ledger ledger;

    public Planner(Dialect dialect, Ledger ledger) {
        this.dialect = dialect;
        this.ledger = ledger;
    }

    /**
     * Makes the plan of {@code job}.
     *
     * @param connection in auto-commit mode, and so again afterwards
     * @throws SQLException if the database cannot be read
     */
    public Plan plan(Connection connection, Job job, Guards guards) throws SQLException {
        return ReadOnly.in(connection, dialect, () -> look(connection, job, guards));
    }

    private Plan look(Connection connection, Job job, Guards guards) throws SQLException {
        TargetIdentity identity = dialect.identity(connection);
        List<LedgerEntry> entries = ledger.entries(connection, job.tag(), job.changeSet());
        Optional<LedgerEntry> applied = LedgerEntry.of(job.changeSet(), entries);
        List<Hazard> obstacles = new ArrayList<>();
        if (!entries.isEmpty()) {
            obstacles.add(
                    Hazard.block("TAG_TAKEN", null, job.tag(), entries.get(0).changeSet()));
        }
        Map<Deletion, TableName> tables = find(connection, job, obstacles);
        List<PlannedDeletion> deletions = count(connection, tables, identity.user(), obstacles);
        List<ForeignKey> keys = dialect.foreignKeys(connection, tables.values());
        obstacles.addAll(HookCheck.check(dialect.deleteHooks(connection, tables.values())));
        obstacles.addAll(new ForeignKeyCheck(deletions).check(keys, key -> references(connection, key)));
        obstacles.addAll(GuardCheck.rows(deletions, guards));
        // The wrong database stays wrong; what else would stop a run does not matter once there is none to come.
        List<Hazard> hazards = new ArrayList<>(GuardCheck.identity(identity, guards));
        hazards.addAll(applied.isEmpty() ? obstacles : List.of());
        return new Plan(
                identity,
                job,
                deletions,
                preserved(connection, tables.values(), keys),
                hazards,
                fingerprint(connection, tables.values()),
                applied);
    }

    private Map<Deletion, TableName> find(Connection connection, Job job, List<Hazard> hazards) throws SQLException {
        Map<Deletion, TableName> tables = new LinkedHashMap<>();
        for (Deletion deletion : job.deletions()) {
            Optional<TableName> table = dialect.find(connection, deletion.schema(), deletion.table());
            if (table.isPresent()) {
                tables.put(deletion, table.get());
            } else {
                String name = deletion.schema() == null ? deletion.table() : deletion.schema() + "." + deletion.table();
                hazards.add(Hazard.block("TABLE_MISSING", name, name));
            }
        }
        return tables;
    }

    private List<PlannedDeletion> count(
            Connection connection, Map<Deletion, TableName> tables, String role, List<Hazard> hazards)
            throws SQLException {
        List<PlannedDeletion> deletions = new ArrayList<>();
        for (Map.Entry<Deletion, TableName> entry : tables.entrySet()) {
            TableName table = entry.getValue();
            boolean readable = true;
            for (Privilege privilege : Privilege.values()) {
                if (!dialect.may(connection, privilege, table)) {
                    readable &= privilege != Privilege.SELECT;
                    hazards.add(Hazard.block(
                            "RIGHT_MISSING", table, privilege.name(), table, table.sql(), TableName.quote(role)));
                }
            }
            String where = entry.getKey().where();
            deletions.add(new PlannedDeletion(table, where, readable ? rows(connection, table, where) : 0));
        }
        return deletions;
    }

    private List<PreservedTable> preserved(Connection connection, Collection<TableName> purged, List<ForeignKey> keys)
            throws SQLException {
        Set<String> schemas = purged.stream().map(TableName::schema).collect(Collectors.toSet());
        Map<TableName, PreservedTable> preserved = new LinkedHashMap<>();
        for (ForeignKey key : keys) {
            TableName table = key.to();
            if (!purged.contains(table)
                    && !preserved.containsKey(table)
                    && dialect.may(connection, Privilege.SELECT, table)) {
                preserved.put(table, new PreservedTable(table, rows(connection, table, null), false));
            }
        }
        dialect.estimates(connection, schemas).forEach((table, rows) -> {
            if (!purged.contains(table) && !Ledger.owns(table)) {
                preserved.putIfAbsent(table, new PreservedTable(table, rows, true));
            }
        });
        return new ArrayList<>(preserved.values());
    }

    private String fingerprint(Connection connection, Collection<TableName> purged) throws SQLException {
        return Sha256.of(String.join("\n", dialect.definition(connection, purged)));
    }

    /** Counts the rows that reference something by {@code key}; none where they may not be read. */
    private long references(Connection connection, ForeignKey key) throws SQLException {
        String where = key.columns().stream()
                .map(column -> TableName.quote(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        return dialect.may(connection, Privilege.SELECT, key.from()) ? rows(connection, key.from(), where) : 0;
    }

    /** Counts the rows of a table that a condition selects. */
    public static long rows(Connection connection, TableName table, @Nullable String where) throws SQLException {
        String sql = "SELECT count(*) FROM " + table.sql() + (where == null ? "" : " WHERE " + where);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
