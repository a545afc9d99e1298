package io.github.ouigate.db.postgres;

import io.github.ouigate.db.TableName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a sequence is about to give a column.
 *
 * @param sql the sequence, as a statement names it
 * @param column the column that gets its values
 * @param next the value that it gives next
 * @param increment negative for one that counts down
 */
record Sequence(
        String sql, String column, BigInteger next, BigInteger increment, BigInteger minimum, BigInteger maximum) {
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
     * Returns what it has to give next, if it would else come to {@code furthest}: a value that it would have come to in
     * time, at least one step further, for who takes a step at a time takes all values in it as given.
     */
    Optional<BigInteger> movedPast(@Nullable BigDecimal furthest) {
        if (furthest == null) {
            return Optional.empty();
        }
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
