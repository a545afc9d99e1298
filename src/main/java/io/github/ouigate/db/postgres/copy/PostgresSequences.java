package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Right;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Advances the sequences of a PostgreSQL table. A sequence cannot be locked, so that other sessions may use it
 * meanwhile.
 */
public record PostgresSequences(Rows rows) {
    /**
     * Advances the sequences of a table's columns beyond the values in the table.
     *
     * @throws RefusedException if the role lacks a privilege on a sequence that has to be advanced
     */
    public void advance(TableName table) throws SQLException {
        for (Sequence sequence : sequences(table)) {
            Optional<BigDecimal> furthest = furthest(sequence, table);
            if (furthest.isPresent()) {
                advance(sequence, furthest.get(), table);
            }
        }
    }

    /** Returns the missing privileges on sequences that have to be advanced beyond the rows of {@code staged}. */
    public List<Right> lackingToAdvance(TableName table, TableName staged) throws SQLException {
        List<Right> lacking = new ArrayList<>();
        for (Sequence sequence : sequences(table)) {
            Optional<BigDecimal> furthest = furthest(sequence, staged);
            if (furthest.isPresent()) {
                Optional<State> state = state(sequence);
                if (state.isEmpty()) {
                    lacking.add(new Right(Right.Privilege.SELECT, "SEQUENCE " + sequence.sql()));
                }
                boolean behind = state.isEmpty()
                        || sequence.movedPast(furthest.get(), state.get().next(sequence.increment()))
                                .isPresent();
                if (behind && !sequence.movable()) {
                    lacking.add(new Right(Right.Privilege.UPDATE, "SEQUENCE " + sequence.sql()));
                }
            }
        }
        return lacking;
    }

    private List<Sequence> sequences(TableName table) throws SQLException {
        return rows.list(
                Resources.text(PostgresSequences.class, "sequences.sql"), Sequence::read, table.schema(), table.name());
    }

    private Optional<BigDecimal> furthest(Sequence sequence, TableName table) throws SQLException {
        return rows.one(sequence.furthest(table), row -> Optional.ofNullable(row.getBigDecimal(1)));
    }

    private Optional<State> state(Sequence sequence) throws SQLException {
        return rows.list(sequence.state(), row -> new State(row.getLong(1), row.getBoolean(2))).stream()
                .findFirst();
    }

    private void advance(Sequence sequence, BigDecimal furthest, TableName table) throws SQLException {
        boolean done = false;
        while (!done) {
            State state = state(sequence).orElseThrow(() -> refusal("sequence.unreadable", sequence, table));
            Optional<BigInteger> next = sequence.movedPast(furthest, state.next(sequence.increment()));
            if (next.isPresent() && !sequence.movable()) {
                throw refusal("sequence.right-missing", sequence, table);
            }
            // If another session has taken a value since, the state is read again: the sequence must not be set back.
            done = next.isEmpty() || moves(sequence, state, next.get());
        }
    }

    private record State(long last, boolean called) {
        BigInteger next(BigInteger increment) {
            return called ? BigInteger.valueOf(last).add(increment) : BigInteger.valueOf(last);
        }
    }

    private boolean moves(Sequence sequence, State before, BigInteger next) throws SQLException {
        String sql = "SELECT setval(" + TableName.literal(sequence.sql()) + ", " + next + ", false) FROM ("
                + sequence.state() + ") AS state WHERE last_value = " + before.last() + " AND is_called = "
                + before.called();
        return !rows.list(sql, row -> 1).isEmpty();
    }

    private RefusedException refusal(String key, Sequence sequence, TableName table) {
        try {
            String role = rows.one("SELECT quote_ident(current_user)", row -> row.getString(1));
            return new RefusedException(Message.of(
                    key,
                    sequence.sql(),
                    table,
                    "GRANT SELECT, UPDATE ON SEQUENCE " + sequence.sql() + " TO " + role + ";"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
