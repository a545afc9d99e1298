package io.github.ouigate.db.truncate;

import io.github.ouigate.db.schema.TableName;
import org.jspecify.annotations.Nullable;

/**
 * Something that TRUNCATE does otherwise than DELETE.
 *
 * @param table the table concerned, or its partition; null if it is not about one
 * @param name of the foreign key, the trigger, the publication, …
 * @param other what else there is to tell: the table with the foreign key
 */
public record TruncateEffect(Kind kind, @Nullable TableName table, String name, String other) {
    /** The kinds of difference. */
    public enum Kind {
        /** A foreign key of another table: TRUNCATE fails, also where no row uses it. */
        OUTSIDE_KEY,
        /** A trigger of DELETE, which does not fire. */
        DELETE_TRIGGER,
        /** A trigger of TRUNCATE, which fires. */
        TRIGGER,
        /** Policies, which TRUNCATE passes over. */
        ROW_SECURITY,
        /** An invalid index, which TRUNCATE makes valid. */
        INVALID_INDEX,
        /** A publication that sends deletes, and no TRUNCATE. */
        UNPUBLISHED,
        /** A publication that sends TRUNCATE. */
        PUBLISHED,
        /** A logical replication slot of another decoder than PostgreSQL's own, which may not know TRUNCATE. */
        SLOT,
        /** The replication slots cannot be read. */
        SNAPSHOTS_HIDDEN,
        /** A server that replays what this one writes. */
        STANDBY
    }
}
