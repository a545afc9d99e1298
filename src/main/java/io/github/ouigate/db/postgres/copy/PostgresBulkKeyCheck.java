package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.SessionControl;
import io.github.ouigate.db.key.BulkKeyCheck;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Inserts rows under {@code session_replication_role}, as a subscriber of logical replication does, and then finds
 * orphans with one join for each key. Dropping the keys instead would lock readers out of both tables until the commit,
 * including tables that a restore does not change.
 */
public final class PostgresBulkKeyCheck implements BulkKeyCheck {
    /** foreign_key_violation (PostgreSQL manual, appendix A). */
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    /** The first version in which SET on the parameter can be granted; before, only superusers could set it. */
    private static final int PARAMETER_PRIVILEGES = 15;

    private final Rows rows;
    private final StagedQueries queries;

    public PostgresBulkKeyCheck(Rows rows, SessionControl session) {
        this.rows = rows;
        this.queries = new StagedQueries(rows, session);
    }

    @Override
    public Map<TableName, Cost> possible(Collection<TableName> tables) throws SQLException {
        Map<TableName, Cost> possible = new LinkedHashMap<>();
        if (!tables.isEmpty() && canSuspend()) {
            for (TableName table : tables) {
                Parts.list("bulk-keys.sql", table, rows, row -> new Cost(row.getInt(1), row.getLong(2)))
                        .forEach(cost -> possible.put(table, cost));
            }
        }
        return possible;
    }

    private boolean canSuspend() throws SQLException {
        int version = rows.connection().getMetaData().getDatabaseMajorVersion();
        String right = version < PARAMETER_PRIVILEGES
                ? "current_setting('is_superuser')::boolean"
                : "has_parameter_privilege('session_replication_role', 'SET')";
        return rows.one(
                "SELECT current_setting('session_replication_role') = 'origin' AND " + right, row -> row.getBoolean(1));
    }

    @Override
    public void suspend() throws SQLException {
        setRole("replica");
    }

    @Override
    public void resume() throws SQLException {
        setRole("origin");
    }

    private void setRole(String role) throws SQLException {
        rows.one("SELECT set_config('session_replication_role', ?, true)", row -> row.getString(1), role);
    }

    @Override
    public void check(TableName table, Set<TableName> locked) throws SQLException {
        String there = TableRows.of(rows, table);
        for (CheckedKey key : CheckedKey.of(table, rows)) {
            String parents = TableRows.of(rows, key.parent());
            long orphans = locked.contains(key.parent())
                    ? queries.count("FROM " + there + " AS s WHERE " + key.isMissingIn(List.of(parents)))
                    : queries.countWith(
                            "kept AS MATERIALIZED (" + key.keptParents(parents, there) + ")",
                            "FROM " + there + " AS s WHERE " + key.isMissingIn(List.of("kept")));
            if (orphans > 0) {
                throw new SQLException(
                        orphans + " rows of " + table + " violate the foreign key " + key.name() + " to "
                                + key.parent(),
                        FOREIGN_KEY_VIOLATION);
            }
        }
    }
}
