package io.github.ouigate.db.schema;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables whose rows one end of a foreign key covers, where these are not all rows of its table: a partition with its
 * own partitions, or a table without those that inherit from it.
 *
 * @param ids the OIDs of the tables; empty if the end covers all rows
 * @param tables the names of the same tables
 */
public record KeyParts(List<String> ids, List<TableName> tables) {
    /** All rows of a table, its partitions and the tables that inherit from it. */
    public static final KeyParts ALL = new KeyParts(List.of(), List.of());

    public KeyParts {
        ids = List.copyOf(ids);
        tables = List.copyOf(tables);
    }

    /** Returns a condition for the covered rows, for a statement of the present session. */
    public Condition byId() {
        return ids.isEmpty()
                ? Condition.NONE
                : new Condition(
                        "tableoid OPERATOR(pg_catalog.=) ANY ('{" + String.join(", ", ids) + "}'::pg_catalog.oid[])");
    }

    /** Returns a condition for the covered rows, for a text that outlives the database. */
    public Condition byName() {
        return tables.isEmpty()
                ? Condition.NONE
                : new Condition(tables.stream()
                        .map(table -> TableName.literal(table.sql()) + "::regclass")
                        .collect(Collectors.joining(", ", "tableoid IN (", ")")));
    }
}
