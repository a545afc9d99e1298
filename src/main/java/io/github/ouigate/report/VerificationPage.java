package io.github.ouigate.report;

import io.github.ouigate.report.PageWriter.Mark;
import io.github.ouigate.verify.Check;
import io.github.ouigate.verify.Check.State;
import io.github.ouigate.verify.Verification;
import java.util.List;

/** The page of a verification: the result of each check. */
public final class VerificationPage {
    private final Page page;

    public VerificationPage(Page page) {
        this.page = page;
    }

    public void write(Verification verification) {
        Messages messages = page.messages();
        title(verification);
        for (Check check : verification.checks()) {
            List<String> texts = check.messages().stream().map(messages::text).toList();
            page.finding(mark(check.state()), texts.get(0), texts.subList(1, texts.size()), null);
        }
        KeyValues keyValues = new KeyValues(messages)
                .database(verification.target())
                .add("fact.tag", verification.job().tag());
        verification.runId().ifPresent(run -> keyValues.add("fact.run", run));
        page.gap().keyValues(keyValues);
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

    private static Mark mark(State state) {
        return switch (state) {
            case HOLDS -> Mark.GOOD;
            case DIFFERS -> Mark.BAD;
            case REPORTED -> Mark.NOTE;
            case NOT_CHECKED -> Mark.WARNING;
        };
    }
}
