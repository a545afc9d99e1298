package io.github.ouigate.job.draft;

import io.github.ouigate.db.DeleteEffects;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.ForeignKey.OnDelete;
import io.github.ouigate.db.schema.KeyParts;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the tables that must be deleted from together with given tables: those whose foreign keys reject or cascade the
 * delete, at any depth. Keys with SET NULL or SET DEFAULT leave the rows in place and are only reported.
 *
 * @param catalog supplies partitions and columns
 * @param effects supplies the foreign keys
 */
public record Drafter(Tables catalog, DeleteEffects effects) {
    /**
     * Drafts a job. Requires a transaction.
     *
     * @param requested the tables named by the operator, with the conditions on their rows; conditions for other tables
     *     are derived
     * @throws RefusedException if no condition can be derived: tables reference each other, or a key has columns of an
     *     inheriting table only
     */
    public JobDraft draft(Map<TableName, Condition> requested) throws SQLException {
        Set<TableName> tables = closure(requested.keySet());
        List<ForeignKey> keys = effects.foreignKeys(tables);
        Map<TableName, Set<String>> notNull = new HashMap<>();
        for (TableName table : tables) {
            notNull.put(table, catalog.notNull(table));
        }
        List<ForeignKey> among = keys.stream()
                .filter(key -> tables.contains(key.from()) && tables.contains(key.to()))
                .toList();
        for (ForeignKey key : among) {
            requireColumns(key, key.constrained(), key.from(), key.columns());
            requireColumns(key, key.referenced(), key.to(), key.keys());
        }
        KeyConditions conditions = new KeyConditions(requested, among, notNull);
        DeleteOrder order = DeleteOrder.of(tables, among);
        List<DraftTable> drafted = order.tables().stream()
                .map(table -> new DraftTable(
                        table,
                        conditions.of(table),
                        requested.containsKey(table),
                        among.stream()
                                .filter(key -> key.from().equals(table) && leadsOut(key))
                                .toList()))
                .toList();
        return new JobDraft(
                drafted,
                keys.stream()
                        .filter(key -> tables.contains(key.to()) && !tables.contains(key.from()))
                        .toList(),
                among.stream()
                        .filter(key -> key.from().equals(key.to())
                                && conditions.of(key.from()).sql() != null)
                        .toList(),
                order.cycle(),
                catalog.children(tables));
    }

    /** Refuses a key of an inheriting table whose columns the table itself does not have. */
    private void requireColumns(ForeignKey key, KeyParts parts, TableName table, List<String> columns)
            throws SQLException {
        if (parts.tables().isEmpty()) {
            return;
        }
        List<String> missing = new ArrayList<>(columns);
        catalog.columns(table).forEach(column -> missing.remove(column.name()));
        if (!missing.isEmpty()) {
            TableName child = parts.tables().get(0);
            throw new RefusedException(Message.of("draft.own-column", key.name(), child, missing, table));
        }
    }

    /** Returns whether rows of another table that reference a deleted row must be deleted too. */
    static boolean leadsOut(ForeignKey key) {
        return !key.from().equals(key.to())
                && (key.onDelete() == OnDelete.NO_ACTION || key.onDelete() == OnDelete.CASCADE);
    }

    /**
     * Returns the tables and those that reference them, at any depth; partitions are omitted if their root is included.
     */
    private Set<TableName> closure(Set<TableName> requested) throws SQLException {
        Set<TableName> tables = new LinkedHashSet<>(requested);
        int before;
        do {
            before = tables.size();
            referencing(tables).forEach(tables::add);
            catalog.children(tables).stream()
                    .map(ChildTable::name)
                    .filter(part -> !requested.contains(part))
                    .forEach(tables::remove);
        } while (tables.size() != before);
        return tables;
    }

    private Stream<TableName> referencing(Set<TableName> tables) throws SQLException {
        Set<TableName> reached = Set.copyOf(tables);
        List<TableName> found = new ArrayList<>();
        effects.foreignKeys(reached).stream()
                .filter(key -> reached.contains(key.to()) && leadsOut(key))
                .map(ForeignKey::from)
                .forEach(found::add);
        return found.stream();
    }
}
