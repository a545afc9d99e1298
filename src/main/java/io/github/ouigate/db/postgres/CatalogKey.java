package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.ForeignKey.OnDelete;
import io.github.ouigate.db.schema.KeyEquality;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * A foreign key that references one of some tables, for the queries that follow cascades.
 *
 * @param changed the columns that the referential action sets to NULL or their default
 * @param nullable the columns to set to NULL to remove a reference; empty if that is not possible
 */
record CatalogKey(
        String name,
        OnDelete action,
        List<String> changed,
        End child,
        End parent,
        KeyEquality equality,
        List<String> nullable) {
    /** The comparison of the columns of key {@code k}: the arguments of {@link KeyEquality}. */
    static final String EQUALITY = """
            ARRAY (SELECT format('OPERATOR(%I.%s)', n.nspname, o.oprname)
                   FROM unnest(k.conpfeqop) WITH ORDINALITY AS e (oid, place)
                   JOIN pg_operator o USING (oid) JOIN pg_namespace n ON n.oid = o.oprnamespace ORDER BY place)::text[],
            ARRAY (SELECT CASE WHEN own.attcollation = 0 OR own.attcollation = other.attcollation THEN ''
                               ELSE format(' COLLATE %I.%I', n.nspname, l.collname) END
                   FROM unnest(k.conkey, k.confkey) WITH ORDINALITY AS c (own, other, place)
                   JOIN pg_attribute own ON own.attrelid = k.conrelid AND own.attnum = c.own
                   JOIN pg_attribute other ON other.attrelid = k.confrelid AND other.attnum = c.other
                   LEFT JOIN pg_collation l ON l.oid = other.attcollation
                   LEFT JOIN pg_namespace n ON n.oid = l.collnamespace ORDER BY place)::text[]""";

    /** The columns of key {@code k} to set to NULL to remove a reference; MATCH FULL requires all columns. */
    static final String NULLABLE = """
            ARRAY (SELECT a.attname FROM unnest(k.conkey) WITH ORDINALITY AS c (attnum, place)
                   JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.attnum
                   WHERE NOT a.attnotnull AND a.attgenerated = ''
                     AND (k.confmatchtype <> 'f'
                          OR NOT EXISTS (SELECT FROM pg_attribute o
                                         WHERE o.attrelid = k.conrelid AND o.attnum = ANY (k.conkey) AND o.attnotnull))
                   ORDER BY place)::text[]""";

    /**
     * One end of the key.
     *
     * @param table the root table; the end is this table or a partition of it
     * @param withoutChildren whether the rows of inheriting tables are excluded
     * @param parts the OIDs of the end's own tables if the end is a part of {@code table}
     */
    record End(TableName table, List<String> columns, boolean withoutChildren, List<String> parts) {
        /** Returns the expression for a FROM clause. */
        String from() {
            return (withoutChildren ? "ONLY " : "") + table.sql();
        }

        /** Returns the quoted columns, each with a prefix. */
        List<String> columns(String prefix) {
            return columns.stream()
                    .map(column -> prefix + TableName.quote(column))
                    .toList();
        }

        /** Returns a condition for the end's own rows, followed by AND; empty if all rows belong to it. */
        String partsAnd(String prefix) {
            return parts.isEmpty()
                    ? ""
                    : prefix + "tableoid OPERATOR(pg_catalog.=) ANY ('{" + String.join(", ", parts)
                            + "}'::pg_catalog.oid[]) AND ";
        }
    }

    /** Returns the keys that reference some tables. */
    static List<CatalogKey> to(Collection<TableName> tables, Rows rows) throws SQLException {
        return rows.list(
                PostgresTables.FAMILY
                        + Resources.text(CatalogKey.class, "key-effects.sql").formatted(EQUALITY, NULLABLE),
                row -> new CatalogKey(
                        row.getString(1),
                        OnDelete.valueOf(row.getString(2)),
                        Rows.array(row, 3),
                        end(row, 4),
                        end(row, 9),
                        new KeyEquality(Rows.array(row, 14), Rows.array(row, 15)),
                        Rows.array(row, 16)),
                PostgresTables.sql(tables));
    }

    private static End end(ResultSet row, int column) throws SQLException {
        return new End(
                Rows.table(row, column),
                Rows.array(row, column + 2),
                row.getBoolean(column + 3),
                Rows.array(row, column + 4));
    }
}
