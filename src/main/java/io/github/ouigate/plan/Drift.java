package io.github.ouigate.plan;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The difference in rows that is allowed between the plan and the run, for each table.
 *
 * @param amount rows, or hundredths of the planned rows
 * @param percent which of the two
 */
public record Drift(long amount, boolean percent) {
    /** No difference. */
    public static final Drift NONE = new Drift(0, false);

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(%?)");

    /** Reads {@code N} or {@code N%}; nothing else is a drift. */
    public static Optional<Drift> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Drift(
                        Long.parseLong(matcher.group(1)), !matcher.group(2).isEmpty()))
                : Optional.empty();
    }

    /** Returns whether {@code actual} rows are close enough to {@code planned} ones. */
    public boolean allows(long planned, long actual) {
        long moved = Math.abs(actual - planned);
        return percent
                ? BigInteger.valueOf(moved)
                                .multiply(HUNDRED)
                                .compareTo(BigInteger.valueOf(planned).multiply(BigInteger.valueOf(amount)))
                        <= 0
                : moved <= amount;
    }
}
