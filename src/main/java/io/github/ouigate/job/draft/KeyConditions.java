package io.github.ouigate.job.draft;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The conditions for the tables of a draft: those given by the operator, and those derived from foreign keys. */
final class KeyConditions {
    private static final String PLAIN_EQUALS = "OPERATOR(pg_catalog.=)";

    private final Map<TableName, Condition> requested;
    private final List<ForeignKey> keys;
    private final Map<TableName, Set<String>> notNull;
    private final Set<TableName> path = new LinkedHashSet<>();

    /**
     * Creates the conditions.
     *
     * @param keys the foreign keys among the tables
     * @param notNull the columns of each table that are known to be NOT NULL
     */
    KeyConditions(Map<TableName, Condition> requested, List<ForeignKey> keys, Map<TableName, Set<String>> notNull) {
        this.requested = requested;
        this.keys = keys;
        this.notNull = notNull;
    }

    /**
     * Returns the condition for a table: the given one, else one for the rows that reference a deleted row.
     *
     * @throws RefusedException if the condition would depend on itself
     */
    Condition of(TableName table) {
        Condition given = requested.get(table);
        if (given != null) {
            return given;
        }
        if (!path.add(table)) {
            List<TableName> all = List.copyOf(path);
            throw new RefusedException(Message.of("draft.circle", all.subList(all.indexOf(table), all.size()), table));
        }
        Set<String> conditions = new LinkedHashSet<>();
        for (ForeignKey key : keys) {
            if (key.from().equals(table) && Drafter.leadsOut(key)) {
                Condition referencing = referencing(key, of(key.to()));
                if (referencing.sql() == null) {
                    path.remove(table);
                    return Condition.NONE;
                }
                conditions.add(referencing.sql());
            }
        }
        path.remove(table);
        return new Condition(
                conditions.size() == 1
                        ? conditions.iterator().next()
                        : String.join(
                                "\nOR ",
                                conditions.stream()
                                        .map(condition -> new Condition(condition).enclosed())
                                        .toList()));
    }

    private Condition referencing(ForeignKey key, Condition parent) {
        return key.constrained().byName().and(matching(key, parent));
    }

    private Condition matching(ForeignKey key, Condition parent) {
        if (parent.sql() == null && !key.definition().endsWith("NOT VALID")) {
            List<String> present = new ArrayList<>();
            for (String column : key.columns()) {
                if (!notNull.getOrDefault(key.from(), Set.of()).contains(column)) {
                    present.add(TableName.quote(column) + " IS NOT NULL");
                }
            }
            return present.isEmpty() ? Condition.NONE : new Condition(String.join(" AND ", present));
        }
        Condition deleted = key.referenced().byName().and(parent);
        List<String> columns = key.columns().stream().map(TableName::quote).toList();
        String keys =
                "SELECT " + TableName.quoted(key.keys()) + " FROM " + key.to().sql();
        boolean plain = key.equality().operators().stream().allMatch(PLAIN_EQUALS::equals)
                && key.equality().collations().stream().allMatch(String::isEmpty);
        if (!plain) {
            return new Condition(key.equality().among(columns, keys + deleted.where()));
        }
        String row = String.join(", ", columns);
        return new Condition((columns.size() == 1 ? row : "(" + row + ")") + " IN (" + keys
                + (deleted.sql() == null ? "" : " WHERE " + deleted.sql() + (endsInComment(deleted.sql()) ? "\n" : ""))
                + ")");
    }

    private static boolean endsInComment(String sql) {
        return sql.contains("--");
    }
}
