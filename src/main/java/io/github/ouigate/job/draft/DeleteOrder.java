package io.github.ouigate.job.draft;

import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * The order in which tables can be deleted from: referencing tables come before referenced ones.
 *
 * @param tables all tables in order
 * @param cycle the tables that have no such order; empty if there are none
 */
record DeleteOrder(List<TableName> tables, List<TableName> cycle) {
    static DeleteOrder of(Collection<TableName> all, List<ForeignKey> keys) {
        List<TableName> left = new ArrayList<>(all);
        List<TableName> order = new ArrayList<>();
        List<TableName> cycle = new ArrayList<>();
        while (!left.isEmpty()) {
            List<TableName> next = free(left, keys, key -> true);
            if (next.isEmpty()) {
                cycle.addAll(cycle.isEmpty() ? findCycle(left, keys) : List.of());
                next = free(left, keys, key -> Drafter.leadsOut(key) && !key.canWait());
            }
            if (next.isEmpty()) { // a cycle: take the table that was found last
                next = List.of(left.get(left.size() - 1));
            }
            order.add(next.get(0));
            left.remove(next.get(0));
        }
        return new DeleteOrder(order, cycle);
    }

    /** Returns the tables that no other table in {@code left} references by a key accepted by {@code counts}. */
    private static List<TableName> free(List<TableName> left, List<ForeignKey> keys, Predicate<ForeignKey> counts) {
        return left.stream()
                .filter(table -> keys.stream()
                        .filter(key -> key.to().equals(table) && !key.from().equals(table))
                        .filter(key -> left.contains(key.from()))
                        .noneMatch(counts))
                .toList();
    }

    /**
     * Returns a cycle of tables, each referencing the next, and the last the first. Every table in {@code left} must be
     * referenced by another.
     */
    private static List<TableName> findCycle(List<TableName> left, List<ForeignKey> keys) {
        List<TableName> path = new ArrayList<>(List.of(left.get(0)));
        while (true) {
            TableName at = path.get(path.size() - 1);
            TableName from = keys.stream()
                    .filter(key -> key.to().equals(at) && !key.from().equals(at))
                    .map(ForeignKey::from)
                    .filter(left::contains)
                    .findFirst()
                    .orElseThrow();
            int seen = path.indexOf(from);
            if (seen >= 0) {
                List<TableName> found = new ArrayList<>(path.subList(seen, path.size()));
                Collections.reverse(found);
                return found;
            }
            path.add(from);
        }
    }
}
