package io.github.ouigate.db.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What foreign keys do when rows of some tables are deleted, directly and through other tables.
 *
 * @param keys those of other tables, and those of the same tables to others; a key comes after those that delete rows
 *     which it references
 * @param deleted selects the rows of other tables that foreign keys delete
 * @param changed selects the rows of other tables that foreign keys change and none deletes
 * @param followed whether the effects of the effects are among them: else the rows of {@code keys} are those that
 *     reference the named tables directly
 */
public record KeyEffects(
        List<KeyEffect> keys, Map<TableName, Condition> deleted, Map<TableName, Condition> changed, boolean followed) {
    public KeyEffects {
        keys = List.copyOf(keys);
        deleted = Map.copyOf(deleted);
        changed = Map.copyOf(changed);
    }

    /** Returns the other tables whose rows are deleted, or may be changed. */
    public Set<TableName> reached() {
        Set<TableName> reached = new TreeSet<>(deleted.keySet());
        reached.addAll(changed.keySet());
        return reached;
    }
}
