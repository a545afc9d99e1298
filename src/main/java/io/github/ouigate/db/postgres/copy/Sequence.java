package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.schema.TableName;
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

    /** Returns a query for the state. A role with USAGE alone sees the last value taken, and no row before the first. */
    String state() {
        String last = "pg_sequence_last_value(" + TableName.literal(sql) + ")";
        return readable
                ? "SELECT last_value, is_called FROM " + sql
                : "SELECT " + last + " AS last_value, true AS is_called WHERE " + usable + " AND " + last
                        + " IS NOT NULL";
    }

    /**
     * Returns a query for the value of the table that the sequence has to be past. A value at the end of the sequence's
     * range does not count: it was inserted by hand.
     */
    String furthest(TableName table) {
        BigInteger room = increment.shiftLeft(1);
        String name = TableName.quote(column);
        return "SELECT " + (isUp() ? "max(" : "min(") + name + ") FROM " + table.sql() + " WHERE " + name + " BETWEEN "
                + (isUp() ? minimum : minimum.subtract(room)) + " AND " + (isUp() ? maximum.subtract(room) : maximum);
    }

    /**
     * Returns the next value that moves the sequence past {@code furthest}; empty if {@code next} is past it already. It is
     * a multiple of the increment away, and at least one step further: a client that caches a step uses all values in it.
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
