package io.github.ouigate.plan;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ForeignKey.OnDelete;
import io.github.ouigate.db.schema.TableName;
import java.util.List;
import java.util.OptionalLong;

/**
 * The rows of a table outside the job that foreign keys delete or update when the job's deletes run. If the run may
 * write to the table, it is planned even without such rows.
 *
 * @param keys the foreign keys; each row is reached by at least one of them
 * @param firstDelete the index of the first planned delete with this effect
 * @param rows the number of rows, each counted once
 * @param condition selects the rows
 */
public record Cascade(
        TableName table,
        Effect effect,
        List<Key> keys,
        int firstDelete,
        long rows,
        Condition condition,
        OptionalLong now) {
    /** The effect on the rows. */
    public enum Effect {
        DELETED,
        CHANGED
    }

    /**
     * A foreign key that reaches the rows.
     *
     * @param parent the referenced table
     * @param columns the columns that it sets to NULL or their default
     * @param rows the number of rows that it reaches
     * @param condition selects these rows
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

    /** Returns whether the rows are deleted rather than updated. */
    public boolean deletes() {
        return effect == Effect.DELETED;
    }

    /** Returns the columns that are set to NULL or their default. */
    public List<String> changedColumns() {
        return keys.stream().flatMap(key -> key.columns().stream()).distinct().toList();
    }

    /** Returns the cascade without the keys that reach no row, or unchanged if none reaches any. */
    public Cascade withKeysThatReachRows() {
        List<Key> reaching = keys.stream().filter(key -> key.rows() > 0).toList();
        return reaching.isEmpty() ? this : new Cascade(table, effect, reaching, firstDelete, rows, condition, now);
    }

    /** Returns the cascade with another number of rows. */
    public Cascade withRows(long other) {
        return new Cascade(table, effect, keys, firstDelete, other, condition, OptionalLong.empty());
    }

    /** Returns the cascade with the approved number of rows. */
    Cascade approved(long other) {
        OptionalLong found = other == rows ? OptionalLong.empty() : OptionalLong.of(rows);
        return new Cascade(table, effect, keys, firstDelete, other, condition, found);
    }
}
