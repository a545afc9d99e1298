package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.KeptContents;
import io.github.ouigate.db.schema.KeptContents.Kind;
import io.github.ouigate.db.schema.KeptContents.ReferringColumn;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.WalRoom;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds objects that keep contents of deleted rows. The role may lack privileges on some of the catalogs. */
record KeptContentsCatalog(Rows rows) {
    private static final String LARGE_OBJECTS = "pg_catalog.pg_largeobject_metadata";
    private static final String SLOTS = "pg_catalog.pg_replication_slots";
    private static final String SUBSCRIPTIONS = "pg_catalog.pg_subscription";

    List<KeptContents> find(Collection<TableName> tables) throws SQLException {
        List<KeptContents> kept = new ArrayList<>(rows.list(
                PostgresTables.FAMILY + Resources.text(KeptContentsCatalog.class, "materialized-views.sql"),
                row -> new KeptContents(
                        Kind.MATERIALIZED_VIEW,
                        Rows.array(row, 3),
                        Rows.table(row, 1).toString(),
                        Rows.table(row, 1).sql()),
                PostgresTables.sql(tables)));
        Map<String, Boolean> readable = readable();
        if (readable.getOrDefault(SLOTS, false)) {
            kept.addAll(slots());
        }
        if (readable.getOrDefault(SUBSCRIPTIONS, false)) {
            kept.addAll(subscriptions(tables));
        }
        kept.addAll(publications(tables));
        kept.addAll(copyingTriggers(tables));
        readable.forEach((catalog, isReadable) -> {
            if (!isReadable) {
                kept.add(new KeptContents(Kind.KEPT_UNREADABLE, List.of(), catalog, catalog));
            }
        });
        return kept;
    }

    List<ReferringColumn> columnsOfLargeObjects(Collection<TableName> tables) throws SQLException {
        if (tables.isEmpty() || !readable().getOrDefault(LARGE_OBJECTS, false)) {
            return List.of();
        }
        return rows.list(
                PostgresTables.FAMILY + Resources.text(KeptContentsCatalog.class, "large-object-columns.sql"),
                row -> new ReferringColumn(Rows.table(row, 1), row.getString(3), row.getBoolean(4)),
                PostgresTables.sql(tables));
    }

    private Map<String, Boolean> readable() throws SQLException {
        Map<String, Boolean> readable = new LinkedHashMap<>();
        rows.list(
                """
                SELECT name, has_any_column_privilege(name, 'SELECT')
                             AND (name NOT LIKE '%slots' OR has_function_privilege('pg_get_replication_slots()', 'EXECUTE'))
                FROM unnest(?::text[]) AS name""",
                row -> readable.put(row.getString(1), row.getBoolean(2)), List.of(LARGE_OBJECTS, SLOTS, SUBSCRIPTIONS));
        return readable;
    }

    /** Returns the sizes as of the last VACUUM or ANALYZE. Measuring would wait for ACCESS EXCLUSIVE locks. */
    WalRoom walRoom(Collection<TableName> tables) throws SQLException {
        long bytes = rows.one(
                PostgresTables.FAMILY
                        + "SELECT coalesce(sum(relpages::bigint), 0) * current_setting('block_size')::bigint"
                        + " FROM pg_class JOIN family USING (oid)",
                row -> row.getLong(1),
                PostgresTables.sql(tables));
        Map<String, Long> slots = new HashMap<>();
        if (readable().getOrDefault(SLOTS, false)) {
            rows.list(
                    "SELECT slot_name, safe_wal_size FROM pg_replication_slots WHERE safe_wal_size IS NOT NULL",
                    row -> slots.put(row.getString(1), row.getLong(2)));
        }
        return new WalRoom(bytes, slots);
    }

    /** Returns the slots of plugins other than pgoutput, whose output is determined by publications. */
    private List<KeptContents> slots() throws SQLException {
        String sql = """
                SELECT slot_name, plugin FROM pg_replication_slots
                WHERE slot_type = 'logical' AND database = current_database() AND plugin <> 'pgoutput' ORDER BY 1""";
        return rows.list(
                sql, row -> new KeptContents(Kind.REPLICATION_SLOT, List.of(), row.getString(1), row.getString(2)));
    }

    private List<KeptContents> subscriptions(Collection<TableName> tables) throws SQLException {
        String sql = PostgresTables.FAMILY + """
                SELECT DISTINCT nspname, relname, subname
                FROM pg_subscription_rel JOIN pg_subscription s ON s.oid = srsubid JOIN family ON family.oid = srrelid
                JOIN pg_class c ON c.oid = srrelid JOIN pg_namespace n ON n.oid = relnamespace ORDER BY 1, 2, 3""";
        return rows.list(
                sql, row -> named(Kind.SUBSCRIPTION, Rows.table(row, 1), row.getString(3)), PostgresTables.sql(tables));
    }

    private List<KeptContents> publications(Collection<TableName> tables) throws SQLException {
        String sql = Resources.text(KeptContentsCatalog.class, "publications.sql")
                .replace(":published", "pubinsert AND NOT p.pubdelete");
        return rows.list(
                PostgresTables.FAMILY + sql,
                row -> named(Kind.PUBLICATION_WITHOUT_DELETES, Rows.table(row, 2), row.getString(4)),
                PostgresTables.sql(tables));
    }

    /** Returns triggers whose function text contains an INSERT; DELETE triggers (8) are reported elsewhere. */
    private List<KeptContents> copyingTriggers(Collection<TableName> tables) throws SQLException {
        String sql = PostgresTables.FAMILY + """
                SELECT DISTINCT nspname, relname, tgname, tgfoid::regproc
                FROM pg_trigger t JOIN family ON family.oid = tgrelid JOIN pg_proc p ON p.oid = tgfoid
                JOIN pg_class c ON c.oid = root JOIN pg_namespace n ON n.oid = relnamespace
                WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgtype & 20 <> 0
                      AND tgtype & 8 = 0 AND prosrc ~* '\\minsert\\s+into\\M'
                ORDER BY 1, 2, 3""";
        return rows.list(
                sql,
                row -> new KeptContents(
                        Kind.COPYING_TRIGGER,
                        List.of(Rows.table(row, 1).toString()),
                        row.getString(3),
                        row.getString(4)),
                PostgresTables.sql(tables));
    }

    private static KeptContents named(Kind kind, TableName table, String name) {
        return new KeptContents(kind, List.of(table.toString()), name, TableName.quote(name));
    }
}
