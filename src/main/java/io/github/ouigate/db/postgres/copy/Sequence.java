package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.schema.TableName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A sequence that supplies values of a column.
 *
 * @param sql the quoted name of the sequence
 * @param column the column
 * @param increment negative for a descending sequence
 * @param readable whether the role has SELECT
 * @param usable whether the role has USAGE
 * @param movable whether the role has UPDATE
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

    /**
     * Returns a query for the state. With USAGE only, the role sees the last value, and no row before the first one.
     */
    String state() {
        String last = "pg_sequence_last_value(" + TableName.literal(sql) + ")";
        return readable
                ? "SELECT last_value, is_called FROM " + sql
                : "SELECT " + last + " AS last_value, true AS is_called WHERE " + usable + " AND " + last
                        + " IS NOT NULL";
    }

    /**
     * Returns a query for the value of the table that the sequence must exceed. Values at the limit of the sequence's
     * range are ignored: they were inserted by hand.
     */
    String furthest(TableName table) {
        BigInteger room = increment.shiftLeft(1);
        String name = TableName.quote(column);
        return "SELECT " + (isUp() ? "max(" : "min(") + name + ") FROM " + table.sql() + " WHERE " + name + " BETWEEN "
                + (isUp() ? minimum : minimum.subtract(room)) + " AND " + (isUp() ? maximum.subtract(room) : maximum);
    }

    /**
     * Returns the next value that moves the sequence past {@code furthest}; empty if {@code next} already exceeds it.
     * The value is a multiple of the increment away and at least one step further, since a client that caches a step
     * uses all values in it.
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
