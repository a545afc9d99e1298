package io.github.ouigate.db.postgres.truncate;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.SessionControl;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.truncate.TableFiles;
import io.github.ouigate.db.truncate.TruncateEffect;
import io.github.ouigate.db.truncate.TruncateEffect.Kind;
import io.github.ouigate.db.truncate.Truncation;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * TRUNCATE gives each table, its indexes and its TOAST table a new empty file (src/backend/commands/tablecmds.c,
 * ExecuteTruncateGuts) and updates one row of pg_class for each. Its triggers run with the users' search path.
 */
public record PostgresTruncation(Rows rows, SessionControl session) implements Truncation {
    /** The longest wait for an index or a TOAST table; readers wait meanwhile. */
    private static final Duration MOMENT = Duration.ofMillis(10);

    /** Returns common table expressions; the last, {@code truncated (oid)}, has the relations that get new files. */
    public static String relations() {
        return Resources.text(PostgresTruncation.class, "truncated-relations.sql");
    }

    @Override
    public List<TruncateEffect> effects(Collection<TableName> tables) throws SQLException {
        boolean readable = rows.one("""
                SELECT has_table_privilege('pg_catalog.pg_replication_slots', 'SELECT')
                   AND has_function_privilege('pg_catalog.pg_get_replication_slots()', 'EXECUTE')
                   AND has_table_privilege('pg_catalog.pg_stat_replication', 'SELECT')
                   AND has_function_privilege('pg_catalog.pg_stat_get_wal_senders()', 'EXECUTE')
                   AND has_function_privilege('pg_catalog.pg_stat_get_activity(integer)', 'EXECUTE')""", row -> row.getBoolean(1));
        if (!readable) {
            return List.of(
                    new TruncateEffect(Kind.SNAPSHOTS_HIDDEN, null, "pg_replication_slots, pg_stat_replication", ""));
        }
        return rows.list(
                Resources.text(PostgresTruncation.class, "truncate-effects.sql"),
                row -> new TruncateEffect(
                        Kind.valueOf(row.getString(1)),
                        row.getString(2) == null ? null : Rows.table(row, 2),
                        row.getString(4),
                        row.getString(5)),
                sql(tables));
    }

    @Override
    public TableFiles files(Collection<TableName> truncated) throws SQLException {
        Map<String, TableFiles.Stored> files = new HashMap<>();
        StringBuilder others = new StringBuilder();
        rows.list(
                "WITH " + relations() + Resources.text(PostgresTruncation.class, "table-files.sql"),
                row -> row.getString(1) == null
                        ? others.append(row.getString(3))
                        : files.put(row.getString(1), new TableFiles.Stored(row.getLong(2), row.getString(3))),
                sql(truncated));
        return new TableFiles(files, others.toString());
    }

    @Override
    public void truncate(Collection<TableName> tables) throws SQLException {
        String timeout = rows.one("SELECT current_setting('lock_timeout')", row -> row.getString(1));
        rows.execute("SET LOCAL lock_timeout = " + MOMENT.toMillis());
        session.withDatabasePath(() -> {
            rows.execute("TRUNCATE TABLE " + String.join(", ", sql(tables)));
            return true;
        });
        rows.execute("SET LOCAL lock_timeout = '" + timeout + "'");
    }

    private static List<String> sql(Collection<TableName> tables) {
        return tables.stream().map(TableName::sql).toList();
    }
}
