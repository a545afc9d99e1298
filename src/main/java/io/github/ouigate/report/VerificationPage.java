package io.github.ouigate.report;

import io.github.ouigate.message.Message;
import io.github.ouigate.verify.Check;
import io.github.ouigate.verify.Check.State;
import io.github.ouigate.verify.Verification;
import java.util.List;

/** The page of a verification: what was found, check by check. */
public final class VerificationPage {
    private final Messages words;

    public VerificationPage(Messages words) {
        this.words = words;
    }

    public Page page(Verification verification) {
        Page page = new Page();
        title(page, verification);
        for (Check check : verification.checks()) {
            List<Message> messages = check.messages();
            page.finding(
                    mark(check.state()),
                    words.text(messages.get(0)),
                    messages.stream().skip(1).map(words::text).toList(),
                    null);
        }
        KeyValues facts = new KeyValues(words)
                .target(verification.target())
                .add("fact.tag", verification.job().tag());
        verification.runId().ifPresent(run -> facts.add("fact.run", run));
        return page.gap().facts(facts.list());
    }

    private void title(Page page, Verification verification) {
        long differences = verification.count(State.DIFFERS);
        if (differences > 0) {
            page.heading(Emphasis.BAD, words.text("verify.differs", differences));
        } else if (verification.count(State.NOT_CHECKED) > 0) {
            page.heading(Emphasis.WARNING, words.text("verify.partly"));
        } else {
            page.heading(Emphasis.GOOD, words.text("verify.holds"));
        }
    }

    private static Page.Mark mark(State state) {
        return switch (state) {
            case HOLDS -> Page.Mark.GOOD;
            case DIFFERS -> Page.Mark.BAD;
            case REPORTED -> Page.Mark.NOTE;
            case NOT_CHECKED -> Page.Mark.WARNING;
        };
    }
}
