package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Advances the sequences of a PostgreSQL table. Other sessions may use them meanwhile: a sequence cannot be locked. */
public record PostgresSequences(Rows rows) {
    /**
     * Moves the sequences on that give a table's columns values, past those that are in the table.
     *
     * @throws RefusedException if the role has no right to read or move one that has to be
     */
    public void advance(TableName table) throws SQLException {
        List<Sequence> sequences = rows.list(
                Resources.text(PostgresSequences.class, "sequences.sql"), Sequence::read, table.schema(), table.name());
        for (Sequence sequence : sequences) {
            String query = sequence.furthest(table);
            BigDecimal furthest = rows.list(query, row -> Optional.ofNullable(row.getBigDecimal(1)))
                    .get(0)
                    .orElse(null);
            if (furthest != null) {
                advance(sequence, furthest, table);
            }
        }
    }

    private void advance(Sequence sequence, BigDecimal furthest, TableName table) throws SQLException {
        boolean done = false;
        while (!done) {
            State state = rows.list(sequence.state(), row -> new State(row.getLong(1), row.getBoolean(2))).stream()
                    .findFirst()
                    .orElseThrow(() -> refusal("sequence.unreadable", sequence, table));
            Optional<BigInteger> next = sequence.movedPast(furthest, state.next(sequence.increment()));
            if (next.isPresent() && !sequence.movable()) {
                throw refusal("sequence.right-missing", sequence, table);
            }
            // Somebody may have taken a value since: then it is looked at again, for it must not be turned back.
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
