package io.github.ouigate.plan;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The permitted difference in rows between the plan and the run, for each table: {@code rows} or {@code percent} of the
 * planned rows, whichever is larger.
 *
 * @param growthOnly whether only additional rows are permitted
 */
public record Drift(long rows, long percent, boolean growthOnly) {
    /** No difference. */
    public static final Drift NONE = new Drift(0, 0, false);

    /** The default for a job that deletes every row: rows may be added while the plan is being read. */
    private static final Drift GROWTH = new Drift(100, 1, true);

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(%?)");

    /** Parses {@code N} or {@code N%}; empty for any other text. */
    public static Optional<Drift> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(matcher.group(2).isEmpty() ? new Drift(amount, 0, false) : new Drift(0, amount, false));
    }

    /** Returns the default drift of a new plan. */
    static Drift byDefault(Plan plan) {
        return plan.deletesEveryRow() && !plan.deletesNothing() ? GROWTH : NONE;
    }

    /** Returns whether {@code actual} is within the permitted difference from {@code planned}. */
    public boolean allows(long planned, long actual) {
        return actual < planned
                ? !growthOnly && BigInteger.valueOf(planned - actual).compareTo(allowance(planned)) <= 0
                : actual <= most(planned);
    }

    /** Returns the largest permitted number of rows for {@code planned} rows. */
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
