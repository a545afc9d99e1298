package io.github.ouigate.db.postgres;

import io.github.ouigate.db.DeleteEffects;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.DeleteHook;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.KeptContents;
import io.github.ouigate.db.schema.KeyEffects;
import io.github.ouigate.db.schema.KeyEquality;
import io.github.ouigate.db.schema.KeyName;
import io.github.ouigate.db.schema.KeyParts;
import io.github.ouigate.db.schema.Remake;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.WalRoom;
import io.github.ouigate.io.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Foreign keys, triggers, rules, row-level security and publications in PostgreSQL's catalogs. */
record PostgresDeleteEffects(Rows rows, DeniedReads denied) implements DeleteEffects {
    /** The bits of pg_trigger.tgtype (catalog/pg_trigger.h). */
    private static final int INSERT = 4;

    private static final int DELETE = 8;
    private static final int UPDATE = 16;

    @Override
    public List<ForeignKey> foreignKeys(Collection<TableName> tables) throws SQLException {
        return rows.list(
                PostgresTables.FAMILY
                        + denied.without(Resources.text(PostgresDeleteEffects.class, "foreign-keys.sql"))
                                .formatted(CatalogKey.EQUALITY, CatalogKey.NULLABLE),
                row -> new ForeignKey(
                        row.getString(5),
                        Rows.table(row, 1),
                        Rows.array(row, 7),
                        Rows.table(row, 3),
                        Rows.array(row, 8),
                        ForeignKey.OnDelete.valueOf(row.getString(6)),
                        new KeyEquality(Rows.array(row, 14), Rows.array(row, 15)),
                        new ForeignKey.Lookup(
                                tables(Rows.array(row, 9), Rows.array(row, 10)),
                                row.getBoolean(11),
                                row.getBoolean(12),
                                row.getLong(13),
                                row.getLong(21)),
                        new ForeignKey.Options(
                                row.getBoolean(16), row.getBoolean(17), Rows.array(row, 18), row.getBoolean(19)),
                        row.getString(20),
                        parts(row, 22),
                        parts(row, 25)),
                PostgresTables.sql(tables));
    }

    private static KeyParts parts(ResultSet row, int column) throws SQLException {
        return new KeyParts(Rows.array(row, column), tables(Rows.array(row, column + 1), Rows.array(row, column + 2)));
    }

    @Override
    public Map<KeyName, Remake> remakes(Collection<KeyName> keys) throws SQLException {
        Map<KeyName, Remake> remakes = new HashMap<>();
        rows.list(
                Resources.text(PostgresDeleteEffects.class, "remakes.sql"),
                row -> remakes.put(new KeyName(Rows.table(row, 1), row.getString(3)), Remake.valueOf(row.getString(4))),
                keys.stream().map(key -> key.table().sql()).toList(),
                keys.stream().map(KeyName::name).toList());
        return remakes;
    }

    @Override
    public KeyEffects keyEffects(Map<TableName, Condition> deletes) throws SQLException {
        Set<TableName> reached = new LinkedHashSet<>(deletes.keySet());
        while (true) {
            List<CatalogKey> keys = CatalogKey.to(reached, rows);
            boolean more = reached.addAll(keys.stream()
                    .filter(key -> key.action() == ForeignKey.OnDelete.CASCADE)
                    .map(key -> key.child().table())
                    .toList());
            if (!more) {
                return new CascadeQueries(deletes, keys).effects();
            }
        }
    }

    private static List<TableName> tables(List<String> schemas, List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> new TableName(schemas.get(i), names.get(i)))
                .toList();
    }

    @Override
    public List<DeleteHook> deleteHooks(Collection<TableName> tables) throws SQLException {
        return hooks(tables, "pubdelete", "8", "4");
    }

    @Override
    public List<DeleteHook> updateHooks(Collection<TableName> tables) throws SQLException {
        return hooks(tables, "pubupdate", "16", "2");
    }

    /**
     * Returns the hooks of one statement type. The arguments are the codes in pg_publication, pg_trigger and
     * pg_rewrite.
     */
    private List<DeleteHook> hooks(Collection<TableName> tables, String published, String triggerType, String ruleType)
            throws SQLException {
        List<DeleteHook> hooks = new ArrayList<>();
        for (String query : List.of("delete-hooks.sql", "publications.sql")) {
            String sql = Resources.text(PostgresDeleteEffects.class, query)
                    .replace(":published", published)
                    .replace(":trigger_type", triggerType)
                    .replace(":rule_type", ruleType);
            hooks.addAll(rows.list(
                    PostgresTables.FAMILY + sql,
                    row -> new DeleteHook(
                            DeleteHook.Kind.valueOf(row.getString(1)), Rows.table(row, 2), row.getString(4)),
                    PostgresTables.sql(tables)));
        }
        return hooks;
    }

    @Override
    public List<DeleteHook> writeHooks(Collection<TableName> tables) throws SQLException {
        return hooks(tables, INSERT | DELETE | UPDATE, List.of("2", "3", "4"));
    }

    @Override
    public List<DeleteHook> insertHooks(Collection<TableName> tables) throws SQLException {
        return hooks(tables, INSERT, List.of("3"));
    }

    private List<DeleteHook> hooks(Collection<TableName> tables, int triggers, List<String> rules) throws SQLException {
        return rows.list(
                Resources.text(PostgresDeleteEffects.class, "write-hooks.sql"),
                row -> new DeleteHook(DeleteHook.Kind.valueOf(row.getString(1)), Rows.table(row, 2), row.getString(4)),
                tables.stream().map(TableName::schema).toList(),
                tables.stream().map(TableName::name).toList(),
                triggers,
                rules);
    }

    /** Returns the publications; publications of schemas exist since PostgreSQL 15. */
    @Override
    public List<String> deletePublications(String schema) throws SQLException {
        boolean bySchema = rows.one(
                "SELECT to_regclass('pg_catalog.pg_publication_namespace') IS NOT NULL", row -> row.getBoolean(1));
        String ofSchema = bySchema
                ? "oid IN (SELECT pnpubid FROM pg_publication_namespace JOIN pg_namespace n ON n.oid = pnnspid"
                        + " WHERE nspname = ?)"
                : "?::text IS NULL";
        String sql =
                "SELECT pubname FROM pg_publication WHERE pubdelete AND (puballtables OR " + ofSchema + ") ORDER BY 1";
        return rows.list(sql, row -> row.getString(1), schema);
    }

    @Override
    public List<KeptContents> keptContents(Collection<TableName> tables) throws SQLException {
        return new KeptContentsCatalog(rows).find(tables);
    }

    @Override
    public WalRoom walRoom(Collection<TableName> tables) throws SQLException {
        return new KeptContentsCatalog(rows).walRoom(tables);
    }

    @Override
    public List<KeptContents.ReferringColumn> columnsOfLargeObjects(Collection<TableName> tables) throws SQLException {
        return new KeptContentsCatalog(rows).columnsOfLargeObjects(tables);
    }

    @Override
    public List<String> eventTriggers(Collection<String> commands) throws SQLException {
        String sql = """
                SELECT evtname FROM pg_catalog.pg_event_trigger
                WHERE evtenabled IN ('O', 'A') AND evtevent IN ('ddl_command_start', 'ddl_command_end', 'sql_drop')
                  AND (evttags IS NULL OR evttags && ?::text[])
                ORDER BY 1""";
        return rows.list(sql, row -> row.getString(1), commands);
    }
}
