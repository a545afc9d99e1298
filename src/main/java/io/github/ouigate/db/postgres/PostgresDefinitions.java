package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Column;
import io.github.ouigate.db.ReadOnly;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/** How PostgreSQL's tables are defined, in words that do not depend on the session. */
final class PostgresDefinitions {
    private final Connection connection;
    private final Rows rows;

    PostgresDefinitions(Connection connection) {
        this.connection = connection;
        this.rows = new Rows(connection);
    }

    List<String> lines(String family, List<String> tables) throws SQLException {
        String sql = family + Rows.statement("definition.sql");
        List<String> lines = plainly(() -> rows.list(sql, row -> row.getString(1), tables));
        return lines.stream().sorted().toList(); // not by the server's collation, which differs
    }

    List<Column> columns(TableName table) throws SQLException {
        String sql = """
                SELECT attname, format_type(atttypid, atttypmod), attgenerated <> '', attidentity <> ''
                FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
                WHERE nspname = ? AND relname = ? AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";
        return plainly(() -> rows.list(
                sql,
                row -> new Column(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)),
                table.schema(),
                table.name()));
    }

    /** Asks with the settings of plain-settings.sql, which end with the question. */
    private <T> T plainly(ReadOnly.Query<T> question) throws SQLException {
        Savepoint asTheSessionShowsIt = connection.setSavepoint();
        rows.list(Rows.statement("plain-settings.sql"), row -> row.getString(1));
        T answer = question.run();
        connection.rollback(asTheSessionShowsIt);
        connection.releaseSavepoint(asTheSessionShowsIt);
        return answer;
    }
}
