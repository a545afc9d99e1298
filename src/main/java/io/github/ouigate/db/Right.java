package io.github.ouigate.db;

import io.github.ouigate.db.schema.TableName;

/**
 * A privilege on a database object.
 *
 * @param on the object as written in GRANT: {@code "shop"."messages"} or {@code SCHEMA "shop"}
 */
public record Right(Privilege privilege, String on) {
    /** The privileges that a run needs. */
    public enum Privilege {
        SELECT,
        INSERT,
        UPDATE,
        DELETE,
        TRUNCATE,
        USAGE,
        CREATE
    }

    public static Right onTable(Privilege privilege, TableName table) {
        return new Right(privilege, table.sql());
    }

    public static Right onSchema(Privilege privilege, String schema) {
        return new Right(privilege, "SCHEMA " + TableName.quote(schema));
    }
}
