package io.github.ouigate.db.postgres;

import io.github.ouigate.db.TableName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A sequence that gives a column values.
 *
 * @param sql the sequence, as a statement names it
 * @param column the column that gets its values
 * @param increment negative for one that counts down
 * @param readable whether the role may read it
 * @param usable whether it may take values
 * @param movable whether it may set it
 */
record Sequence(
        String sql,
        String column,
        BigInteger increment,
        BigInteger minimum,
        BigInteger maximum,
        boolean readable,
        boolean usable,
        boolean movable) {
    static Sequence read(ResultSet row) throws SQLException {
        return new Sequence(
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

    /**
     * Returns a query for the value of the table that the sequence has to be past. One after which it had nothing left to
     * give does not count: somebody has put it there by hand, out of the sequence's way.
     */
    String furthest(TableName table) {
        BigInteger room = increment.shiftLeft(1);
        String name = TableName.quote(column);
        return "SELECT " + (isUp() ? "max(" : "min(") + name + ") FROM " + table.sql() + " WHERE " + name + " BETWEEN "
                + (isUp() ? minimum : minimum.subtract(room)) + " AND " + (isUp() ? maximum.subtract(room) : maximum);
    }

    /**
     * Returns what it has to give next instead of {@code next}, if it would else come to {@code furthest}: a value that it would have come to in
     * time, at least one step further, for who takes a step at a time takes all values in it as given.
     */
    Optional<BigInteger> movedPast(BigDecimal furthest, BigInteger next) {
        BigInteger whole = furthest.setScale(0, isUp() ? RoundingMode.CEILING : RoundingMode.FLOOR)
                .toBigIntegerExact();
        BigInteger ahead = whole.subtract(next);
        if (ahead.signum() == -increment.signum()) {
            return Optional.empty();
        }
        BigInteger step = increment.abs();
        BigInteger steps =
                ahead.abs().add(step).add(step).subtract(BigInteger.ONE).divide(step);
        return Optional.of(next.add(steps.multiply(increment)));
    }

    private boolean isUp() {
        return increment.signum() > 0;
    }
}
