package io.github.ouigate.plan;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ForeignKey.OnDelete;
import io.github.ouigate.db.schema.TableName;
import java.util.List;
import java.util.OptionalLong;

/**
 * Rows of a table that the job does not name, which foreign keys delete or change when the job's deletes run. There can
 * be none yet, of a table that the run may write to.
 *
 * @param keys the foreign keys, each row being reached by one of them at least
 * @param firstDelete the place of the first of the plan's deletes that can have this effect
 * @param rows how many rows, each counted once
 * @param condition selects them
 */
public record Cascade(
        TableName table,
        Effect effect,
        List<Key> keys,
        int firstDelete,
        long rows,
        Condition condition,
        OptionalLong now) {
    /** What happens to the rows. */
    public enum Effect {
        DELETED,
        CHANGED
    }

    /**
     * A foreign key that reaches the rows.
     *
     * @param parent the table that it references
     * @param columns those that it sets to NULL or to their default
     * @param rows how many rows it reaches
     * @param condition selects those
     */
    public record Key(
            String name, TableName parent, OnDelete action, List<String> columns, long rows, Condition condition) {
        public Key {
            columns = List.copyOf(columns);
        }
    }

    public Cascade {
        keys = List.copyOf(keys);
    }

    /** Returns whether the rows are deleted; else they are changed. */
    public boolean deletes() {
        return effect == Effect.DELETED;
    }

    /** Returns the columns that are set to NULL or to their default. */
    public List<String> changedColumns() {
        return keys.stream().flatMap(key -> key.columns().stream()).distinct().toList();
    }

    /** Returns the same cascade without the keys that reach no row; all of a cascade that has no rows. */
    public Cascade withKeysThatReachRows() {
        List<Key> reaching = keys.stream().filter(key -> key.rows() > 0).toList();
        return reaching.isEmpty() ? this : new Cascade(table, effect, reaching, firstDelete, rows, condition, now);
    }

    /** Returns the same cascade of another number of rows. */
    public Cascade withRows(long other) {
        return new Cascade(table, effect, keys, firstDelete, other, condition, OptionalLong.empty());
    }

    /** Returns the same cascade of the number of rows that was approved. */
    Cascade approved(long other) {
        OptionalLong found = other == rows ? OptionalLong.empty() : OptionalLong.of(rows);
        return new Cascade(table, effect, keys, firstDelete, other, condition, found);
    }
}
