package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.key.KeyBuilder;
import io.github.ouigate.db.schema.KeyName;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drops foreign keys and adds them again. The server then finds orphans with one join of both tables
 * (src/backend/utils/adt/ri_triggers.c, RI_Initial_Check) instead of one query for each deleted row.
 */
final class PostgresKeyBuilder implements KeyBuilder {
    private final Rows rows;
    private final PostgresSession session;

    PostgresKeyBuilder(Connection connection) {
        this.rows = new Rows(connection);
        this.session = new PostgresSession(connection);
    }

    /** One line of a key's description; the line of the key itself comes first. */
    private record Line(
            String text, String definition, @Nullable String comment) {}

    @Override
    public DefinedKey read(KeyName key) throws SQLException {
        List<Line> lines = rows.list(
                Resources.text(PostgresKeyBuilder.class, "key-description.sql"),
                row -> new Line(row.getString(1), row.getString(2), row.getString(3)),
                key.table().sql(),
                key.name());
        Line own = lines.get(0);
        return new DefinedKey(
                key,
                own.definition(),
                Stream.ofNullable(own.comment()).toList(),
                lines.stream().map(Line::text).toList());
    }

    @Override
    public void drop(KeyName key) throws SQLException {
        session.executeUnderDatabasePath(
                "ALTER TABLE " + key.table().sql() + " DROP CONSTRAINT " + TableName.quote(key.name()));
    }

    @Override
    public void add(DefinedKey dropped) throws SQLException {
        KeyName key = dropped.name();
        session.executeUnderDatabasePath("ALTER TABLE " + key.table().sql() + " ADD CONSTRAINT "
                + TableName.quote(key.name()) + " " + dropped.definition());
        for (String comment : dropped.comment()) {
            session.executeUnderDatabasePath(comment);
        }
    }
}
