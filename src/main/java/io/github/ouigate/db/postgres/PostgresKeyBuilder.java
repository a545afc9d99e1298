package io.github.ouigate.db.postgres;

import io.github.ouigate.db.KeyBuilder;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.KeyName;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Drops foreign keys and adds them again. The server then looks for rows that reference nothing by one join of both tables
 * (src/backend/utils/adt/ri_triggers.c, RI_Initial_Check), where it would else look once for each deleted row.
 */
final class PostgresKeyBuilder implements KeyBuilder {
    private final Rows rows;
    private final PostgresSession session;

    PostgresKeyBuilder(Connection connection) {
        this.rows = new Rows(connection);
        this.session = new PostgresSession(connection);
    }

    @Override
    public DefinedKey read(KeyName key) throws SQLException {
        String table = key.table().sql();
        String definition = rows.one(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = ?::regclass AND conname = ?",
                row -> row.getString(1),
                table,
                key.name());
        List<String> comment = rows.list(
                "SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, ?::text, description)"
                        + " FROM pg_constraint k JOIN pg_description ON objoid = k.oid AND classoid = k.tableoid"
                        + " WHERE conrelid = ?::regclass AND conname = ?",
                row -> row.getString(1), table, table, key.name());
        return new DefinedKey(key, definition, comment, description(key));
    }

    @Override
    public void drop(KeyName key) throws SQLException {
        session.executeUnderDatabasePath(
                "ALTER TABLE " + key.table().sql() + " DROP CONSTRAINT " + TableName.quote(key.name()));
    }

    @Override
    public boolean add(DefinedKey dropped) throws SQLException {
        KeyName key = dropped.name();
        session.executeUnderDatabasePath("ALTER TABLE " + key.table().sql() + " ADD CONSTRAINT "
                + TableName.quote(key.name()) + " " + dropped.definition());
        for (String comment : dropped.comment()) {
            session.executeUnderDatabasePath(comment);
        }
        return description(key).equals(dropped.description());
    }

    private List<String> description(KeyName key) throws SQLException {
        return rows.list(
                Resources.text(PostgresKeyBuilder.class, "key-description.sql"),
                row -> row.getString(1),
                key.table().sql(),
                key.name());
    }
}
