package io.github.ouigate.db.truncate;

import io.github.ouigate.db.schema.TableName;
import org.jspecify.annotations.Nullable;

/**
 * A difference between TRUNCATE and DELETE.
 *
 * @param table the table or partition; null if no table is concerned
 * @param name the name of the foreign key, trigger, publication, …
 * @param other further information; for a foreign key, its table
 */
public record TruncateEffect(Kind kind, @Nullable TableName table, String name, String other) {
    /** The kinds of difference. */
    public enum Kind {
        /** A foreign key of another table: TRUNCATE fails even if no row uses it. */
        OUTSIDE_KEY,
        /** A DELETE trigger; it does not fire. */
        DELETE_TRIGGER,
        /** A TRUNCATE trigger; it fires. */
        TRIGGER,
        /** Row-level security; TRUNCATE ignores it. */
        ROW_SECURITY,
        /** An invalid index; TRUNCATE makes it valid. */
        INVALID_INDEX,
        /** A publication that publishes deletes but not TRUNCATE. */
        UNPUBLISHED,
        /** A publication that publishes TRUNCATE. */
        PUBLISHED,
        /** A logical replication slot with another plugin than pgoutput; it may not support TRUNCATE. */
        SLOT,
        /** The replication slots cannot be read. */
        SNAPSHOTS_HIDDEN,
        /** A standby that replays this server's write-ahead log. */
        STANDBY
    }
}
