package io.github.ouigate.db.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The effects of foreign keys when rows of some tables are deleted, including effects through further tables.
 *
 * @param keys the effects of each key; a key comes after the keys that delete rows which it references
 * @param deleted selects the rows of other tables that foreign keys delete
 * @param changed selects the rows of other tables that foreign keys update and do not delete
 * @param followed whether indirect effects are included; otherwise {@code keys} covers only direct references
 */
public record KeyEffects(
        List<KeyEffect> keys, Map<TableName, Condition> deleted, Map<TableName, Condition> changed, boolean followed) {
    public KeyEffects {
        keys = List.copyOf(keys);
        deleted = Map.copyOf(deleted);
        changed = Map.copyOf(changed);
    }

    /** Returns the other tables whose rows are deleted or may be updated. */
    public Set<TableName> reached() {
        Set<TableName> reached = new TreeSet<>(deleted.keySet());
        reached.addAll(changed.keySet());
        return reached;
    }
}
