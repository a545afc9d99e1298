package io.github.ouigate.report;

import io.github.ouigate.verify.Check;
import io.github.ouigate.verify.Check.State;
import io.github.ouigate.verify.Verification;

/** The page of a verification: the result of each check. */
public record VerificationPage(Page page) {
    public void write(Verification verification) {
        title(verification);
        for (Check check : verification.checks()) {
            page.finding(mark(check.state()), check.messages());
        }
        KeyValues keyValues = new KeyValues(page.messages)
                .database(verification.database())
                .add("fact.tag", verification.job().tag());
        verification.runId().ifPresent(run -> keyValues.add("fact.run", run));
        page.gap();
        page.keyValues(keyValues);
    }

    private void title(Verification verification) {
        long differences = verification.count(State.DIFFERS);
        if (differences > 0) {
            page.heading(Emphasis.BAD, "verify.differs", differences);
        } else if (verification.count(State.NOT_CHECKED) > 0) {
            page.heading(Emphasis.WARNING, "verify.partly");
        } else {
            page.heading(Emphasis.GOOD, "verify.holds");
        }
    }

    private static Emphasis mark(State state) {
        return switch (state) {
            case HOLDS -> Emphasis.GOOD;
            case DIFFERS -> Emphasis.BAD;
            case REPORTED -> Emphasis.PLAIN;
            case NOT_CHECKED -> Emphasis.WARNING;
        };
    }
}
