package io.github.ouigate.plan;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The difference in rows that is allowed between the plan and the run, for each table: {@code rows} or {@code percent}
 * of the planned ones, whichever is more.
 *
 * @param growthOnly whether there may only be more rows than planned
 */
public record Drift(long rows, long percent, boolean growthOnly) {
    /** No difference. */
    public static final Drift NONE = new Drift(0, 0, false);

    /** What people add while somebody reads the plan: of a job that deletes every row, they are rows to delete as well. */
    private static final Drift GROWTH = new Drift(100, 1, true);

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(%?)");

    /** Reads {@code N} or {@code N%}; nothing else is a drift. */
    public static Optional<Drift> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(matcher.group(2).isEmpty() ? new Drift(amount, 0, false) : new Drift(0, amount, false));
    }

    /** Returns what is allowed for a plan that was made just now, where nobody has said it. */
    static Drift byDefault(Plan plan) {
        return plan.deletesEveryRow() && !plan.deletesNothing() ? GROWTH : NONE;
    }

    /** Returns whether {@code actual} rows are close enough to {@code planned} ones. */
    public boolean allows(long planned, long actual) {
        return actual < planned
                ? !growthOnly && BigInteger.valueOf(planned - actual).compareTo(allowance(planned)) <= 0
                : actual <= most(planned);
    }

    /** Returns how many rows there may be where {@code planned} were planned. */
    long most(long planned) {
        return BigInteger.valueOf(planned)
                .add(allowance(planned))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    private BigInteger allowance(long planned) {
        return BigInteger.valueOf(planned)
                .multiply(BigInteger.valueOf(percent))
                .divide(HUNDRED)
                .max(BigInteger.valueOf(rows));
    }
}
