package io.github.ouigate.db.h2;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.Sequence;
import io.github.ouigate.db.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Moves on the sequences of an H2 table. That neither commits the transaction nor is undone when it is rolled back. */
final class H2Sequences {
    /** NOT_ENOUGH_RIGHTS_FOR_1 (org.h2.api.ErrorCode). */
    private static final int NO_RIGHT = 90096;

    private final Connection connection;
    private final Rows rows;

    H2Sequences(Connection connection) {
        this.connection = connection;
        this.rows = new Rows(connection);
    }

    void advance(TableName table) throws SQLException {
        // An identity column's own sequence has no name to go by; that of a default is named there with quotes.
        String sql = """
                SELECT NULL, COLUMN_NAME, IDENTITY_BASE, IDENTITY_INCREMENT, IDENTITY_MINIMUM, IDENTITY_MAXIMUM
                FROM INFORMATION_SCHEMA.COLUMNS
                WHERE TABLE_SCHEMA = ?1 AND TABLE_NAME = ?2 AND IS_IDENTITY = 'YES'
                UNION ALL
                SELECT SUBSTRING(COLUMN_DEFAULT, LENGTH('NEXT VALUE FOR ') + 1), COLUMN_NAME,
                       BASE_VALUE, INCREMENT, MINIMUM_VALUE, MAXIMUM_VALUE
                FROM INFORMATION_SCHEMA.COLUMNS
                JOIN INFORMATION_SCHEMA.SEQUENCES
                  ON COLUMN_DEFAULT = 'NEXT VALUE FOR ' || QUOTE_IDENT(SEQUENCE_SCHEMA) || '.' || QUOTE_IDENT(SEQUENCE_NAME)
                WHERE TABLE_SCHEMA = ?1 AND TABLE_NAME = ?2
                  AND COLUMNS.DATA_TYPE IN ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'NUMERIC')""";
        List<Sequence> sequences = rows.list(
                sql,
                row -> new Sequence(
                        Optional.ofNullable(row.getString(1)).orElse(""),
                        row.getString(2),
                        new BigInteger(row.getString(3)),
                        new BigInteger(row.getString(4)),
                        new BigInteger(row.getString(5)),
                        new BigInteger(row.getString(6))),
                table.schema(),
                table.name());
        for (Sequence sequence : sequences) {
            BigDecimal furthest = rows.list(sequence.furthest(table), row -> Optional.ofNullable(row.getBigDecimal(1)))
                    .get(0)
                    .orElse(null);
            Optional<BigInteger> next = sequence.movedPast(furthest);
            if (next.isPresent()) {
                restart(table, sequence, next.get());
            }
        }
    }

    private void restart(TableName table, Sequence sequence, BigInteger next) throws SQLException {
        String owner = sequence.sql().isEmpty()
                ? "TABLE " + table.sql() + " ALTER COLUMN " + TableName.quote(sequence.column())
                : "SEQUENCE " + sequence.sql();
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER " + owner + " RESTART WITH " + next);
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_RIGHT) {
                throw e;
            }
            String role = rows.one("SELECT CURRENT_USER", row -> row.getString(1));
            String grant = "GRANT ALTER ANY SCHEMA TO " + TableName.quote(role) + ";";
            String name = sequence.sql().isEmpty() ? table + "." + sequence.column() : sequence.sql();
            throw new RefusedException(Message.of("sequence.right-missing", name, table, grant), e);
        }
    }
}
