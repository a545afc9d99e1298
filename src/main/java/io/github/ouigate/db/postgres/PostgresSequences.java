package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.TableName;
import io.github.ouigate.io.Resources;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Moves on the sequences of a PostgreSQL table. Others may use them meanwhile: no lock keeps them from it. */
final class PostgresSequences {
    private final Rows rows;

    PostgresSequences(Rows rows) {
        this.rows = rows;
    }

    /**
     * A sequence, as the catalog has it.
     *
     * @param readable whether the role may read it
     * @param usable whether it may take values
     * @param movable whether it may set it
     */
    private record Source(
            String sql,
            String column,
            BigInteger increment,
            BigInteger minimum,
            BigInteger maximum,
            boolean readable,
            boolean usable,
            boolean movable) {
        static Source read(ResultSet row) throws SQLException {
            return new Source(
                    row.getString(1),
                    row.getString(2),
                    new BigInteger(row.getString(3)),
                    new BigInteger(row.getString(4)),
                    new BigInteger(row.getString(5)),
                    row.getBoolean(6),
                    row.getBoolean(7),
                    row.getBoolean(8));
        }

        /** Who may only take values is told the last one taken, and nothing before the first. */
        String state() {
            String last = "pg_sequence_last_value(" + TableName.literal(sql) + ")";
            return readable
                    ? "SELECT last_value, is_called FROM " + sql
                    : "SELECT " + last + " AS last_value, true AS is_called WHERE " + usable + " AND " + last
                            + " IS NOT NULL";
        }

        Sequence at(BigInteger next) {
            return new Sequence(sql, column, next, increment, minimum, maximum);
        }
    }

    void advance(TableName table) throws SQLException {
        List<Source> sources = rows.list(
                Resources.text(PostgresSequences.class, "sequences.sql"), Source::read, table.schema(), table.name());
        for (Source source : sources) {
            String query = source.at(BigInteger.ZERO).furthest(table);
            BigDecimal furthest = rows.list(query, row -> Optional.ofNullable(row.getBigDecimal(1)))
                    .get(0)
                    .orElse(null);
            if (furthest != null) {
                advance(source, furthest, table);
            }
        }
    }

    private void advance(Source source, BigDecimal furthest, TableName table) throws SQLException {
        boolean done = false;
        while (!done) {
            State state = rows.list(source.state(), row -> new State(row.getLong(1), row.getBoolean(2))).stream()
                    .findFirst()
                    .orElseThrow(() -> refusal(source, table));
            Optional<BigInteger> next =
                    source.at(state.next(source.increment())).movedPast(furthest);
            if (next.isPresent() && !source.movable()) {
                throw refusal(source, table);
            }
            // Somebody may have taken a value since: then it is looked at again, for it must not be turned back.
            done = next.isEmpty() || moves(source, state, next.get());
        }
    }

    private record State(long last, boolean called) {
        BigInteger next(BigInteger increment) {
            return called ? BigInteger.valueOf(last).add(increment) : BigInteger.valueOf(last);
        }
    }

    private boolean moves(Source source, State before, BigInteger next) throws SQLException {
        String sql = "SELECT setval(" + TableName.literal(source.sql()) + ", " + next + ", false) FROM ("
                + source.state() + ") AS state WHERE last_value = " + before.last() + " AND is_called = "
                + before.called();
        return !rows.list(sql, row -> 1).isEmpty();
    }

    private RefusedException refusal(Source source, TableName table) {
        try {
            String role = rows.one("SELECT quote_ident(current_user)", row -> row.getString(1));
            return new RefusedException(Message.of(
                    "sequence.right-missing",
                    source.sql(),
                    table,
                    "GRANT SELECT, UPDATE ON SEQUENCE " + source.sql() + " TO " + role + ";"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
