package io.github.ouigate.db.postgres;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ForeignKey.OnDelete;
import io.github.ouigate.db.schema.KeyEffect;
import io.github.ouigate.db.schema.KeyEffects;
import io.github.ouigate.db.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds queries that select the rows that foreign keys delete and update. Rows are identified by {@code tableoid} and
 * {@code ctid}, so that a row reached in two ways counts once. The deleted rows of a table are a common table
 * expression over those of its parents; tables that reference each other share a recursive one.
 */
final class CascadeQueries {
    private final Map<TableName, Condition> deletes;
    private final List<CatalogKey> keys;

    /**
     * The tables besides {@link #deletes} that rows are deleted from, with the tables of their cycle; parents first.
     */
    private final Map<TableName, Set<TableName>> cycles = new LinkedHashMap<>();

    /**
     * Creates the queries.
     *
     * @param deletes the tables that rows are deleted from, with the conditions
     * @param keys all keys that reference these tables, or tables that the keys delete from
     */
    CascadeQueries(Map<TableName, Condition> deletes, List<CatalogKey> keys) {
        this.deletes = deletes;
        this.keys = keys;
        Map<TableName, Set<TableName>> ancestors = new HashMap<>();
        keys.stream()
                .filter(this::deletes)
                .forEach(key -> ancestors.computeIfAbsent(key.child().table(), this::ancestors));
        ancestors.entrySet().stream()
                .sorted(Comparator.<Map.Entry<TableName, Set<TableName>>>comparingInt(
                                entry -> entry.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .forEach(entry -> cycles.put(
                        entry.getKey(),
                        entry.getValue().stream()
                                .filter(other ->
                                        ancestors.getOrDefault(other, Set.of()).contains(entry.getKey()))
                                .collect(Collectors.toCollection(LinkedHashSet::new))));
    }

    /** Returns whether a key deletes rows of a table outside {@link #deletes}. */
    private boolean deletes(CatalogKey key) {
        return key.action() == OnDelete.CASCADE
                && !deletes.containsKey(key.child().table());
    }

    /** Returns the tables from which deletes cascade to {@code table}; includes {@code table} if it is in a cycle. */
    private Set<TableName> ancestors(TableName table) {
        Set<TableName> found = new LinkedHashSet<>();
        List<TableName> next = new ArrayList<>(List.of(table));
        while (!next.isEmpty()) {
            TableName child = next.remove(0);
            into(Set.of(child), key -> !deletes.containsKey(key.parent().table()))
                    .map(key -> key.parent().table())
                    .filter(found::add)
                    .forEach(next::add);
        }
        return found;
    }

    /** Returns the matching keys that delete rows of some tables. */
    private Stream<CatalogKey> into(Collection<TableName> tables, Predicate<CatalogKey> which) {
        return keys.stream()
                .filter(this::deletes)
                .filter(key -> tables.contains(key.child().table()))
                .filter(which);
    }

    KeyEffects effects() {
        List<TableName> order = List.copyOf(cycles.keySet());
        Map<TableName, Condition> deleted = new LinkedHashMap<>();
        order.forEach(table -> deleted.put(table, among(deleted(table), Set.of(table))));
        List<KeyEffect> effects = keys.stream()
                .filter(key -> !(deletes.containsKey(key.parent().table())
                        && deletes.containsKey(key.child().table())))
                .sorted(Comparator.comparingInt(
                        key -> order.indexOf(key.parent().table())))
                .map(key -> new KeyEffect(
                        key.name(),
                        key.child().table(),
                        key.child().columns(),
                        key.parent().table(),
                        key.action(),
                        key.nullable(),
                        key.changed(),
                        selected(List.of(key))))
                .toList();
        Map<TableName, Condition> changed = new LinkedHashMap<>();
        keys.stream()
                .filter(key -> !key.changed().isEmpty()
                        && !deletes.containsKey(key.child().table()))
                .collect(Collectors.groupingBy(key -> key.child().table()))
                .forEach((table, changing) -> changed.put(table, selected(changing)));
        return new KeyEffects(effects, deleted, changed, true);
    }

    /**
     * Returns a condition for the rows that keys to one table affect. Deleted rows are excluded unless the keys delete
     * them.
     */
    private Condition selected(List<CatalogKey> some) {
        TableName child = some.get(0).child().table();
        Set<TableName> read = new LinkedHashSet<>();
        some.forEach(key -> read.add(key.parent().table()));
        CatalogKey first = some.get(0);
        boolean ofParts = !first.child().parts().isEmpty();
        if (first.action() == OnDelete.NO_ACTION && !ofParts && !cycles.containsKey(child)) {
            return new Condition(first.equality().among(first.child().columns(""), with(read) + referenced(first)));
        }
        String rows = some.stream().map(this::referencing).collect(Collectors.joining(" UNION "));
        if (first.action() != OnDelete.CASCADE && cycles.containsKey(child)) {
            read.add(child);
            rows = "(" + rows + ") EXCEPT " + deleted(child);
        }
        return among(rows, read);
    }

    /** Returns a condition for the rows of a query that reads the deleted rows of some tables. */
    private Condition among(String query, Set<TableName> read) {
        return new Condition("(tableoid, ctid) OPERATOR(pg_catalog.=) ANY (" + with(read) + query + ")");
    }

    private String deleted(TableName table) {
        return "SELECT t, r FROM " + name(table);
    }

    /**
     * Returns the common table expressions for the deleted rows of some tables and of the tables that they depend on.
     */
    private String with(Set<TableName> read) {
        Set<TableName> needed = new LinkedHashSet<>();
        read.forEach(table -> {
            needed.add(table);
            needed.addAll(ancestors(table));
        });
        Set<Set<TableName>> done = new LinkedHashSet<>();
        StringJoiner expressions = new StringJoiner(", ", "WITH RECURSIVE ", " ").setEmptyValue("");
        for (TableName table : cycles.keySet()) {
            if (needed.contains(table) && done.add(cycle(table))) {
                expressions.add(expression(table));
            }
        }
        return expressions.toString();
    }

    /** Returns the tables that share an expression with {@code table}, including {@code table}. */
    private Set<TableName> cycle(TableName table) {
        Set<TableName> cycle = cycles.getOrDefault(table, Set.of());
        return cycle.isEmpty() ? Set.of(table) : cycle;
    }

    /** Returns the name of the expression for a table's deleted rows; the name is not used by tables in conditions. */
    private String name(TableName table) {
        TableName first = cycle(table).stream().sorted().findFirst().orElseThrow();
        return "\"ouigate " + (List.copyOf(cycles.keySet()).indexOf(first) + 1) + "\"";
    }

    private String expression(TableName table) {
        Set<TableName> cycle = cycle(table);
        String name = name(table);
        String first = into(cycle, key -> !cycle.contains(key.parent().table()))
                .map(this::referencing)
                .collect(Collectors.joining(" UNION "));
        String within = into(cycle, key -> cycle.contains(key.parent().table()))
                .map(CascadeQueries::pairs)
                .collect(Collectors.joining(" UNION ALL "));
        if (within.isEmpty()) {
            return name + " (t, r) AS (" + first + ")";
        }
        String pairs = name.substring(0, name.length() - 1) + " pairs\"";
        return pairs + " (pt, pr, ct, cr) AS (" + within + "), " + name + " (t, r) AS (SELECT t, r FROM ("
                + (first.isEmpty() ? "SELECT NULL::oid, NULL::tid WHERE false" : first) + ") AS first (t, r)"
                + " UNION SELECT ct, cr FROM " + name + " JOIN " + pairs
                + " ON (pt, pr) OPERATOR(pg_catalog.=) (t, r))";
    }

    /** Returns a query for the rows that reference deleted rows by a key. */
    private String referencing(CatalogKey key) {
        return "SELECT tableoid, ctid FROM " + key.child().from() + " WHERE "
                + key.child().partsAnd("") + key.equality().among(key.child().columns(""), referenced(key));
    }

    /** Returns a query for the values of a key in the deleted rows that it references. */
    private String referenced(CatalogKey key) {
        CatalogKey.End parent = key.parent();
        Condition condition = deletes.get(parent.table());
        String deleted = condition == null
                ? "(tableoid, ctid) OPERATOR(pg_catalog.=) ANY (" + deleted(parent.table()) + ")"
                : condition.enclosed();
        return "SELECT " + TableName.quoted(parent.columns()) + " FROM " + parent.from() + " WHERE "
                + parent.partsAnd("") + deleted;
    }

    /** Returns a query for all pairs of a referenced row and a referencing row of a key. */
    private static String pairs(CatalogKey key) {
        return "SELECT p.tableoid, p.ctid, c.tableoid, c.ctid FROM "
                + key.parent().from() + " AS p JOIN "
                + key.child().from() + " AS c ON " + key.parent().partsAnd("p.")
                + key.child().partsAnd("c.")
                + key.equality().equal(key.parent().columns("p."), key.child().columns("c."));
    }
}
