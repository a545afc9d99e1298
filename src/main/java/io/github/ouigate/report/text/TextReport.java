package io.github.ouigate.report.text;

import io.github.ouigate.job.Fault;
import io.github.ouigate.job.UnsafeJobException;
import io.github.ouigate.job.draft.JobDraft;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.report.DraftPage;
import io.github.ouigate.report.Emphasis;
import io.github.ouigate.report.HistoryPage;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.Page;
import io.github.ouigate.report.PlanPage;
import io.github.ouigate.report.Problem;
import io.github.ouigate.report.ReceiptPage;
import io.github.ouigate.report.RecoveryPage;
import io.github.ouigate.report.RestorePage;
import io.github.ouigate.report.StatusPage;
import io.github.ouigate.report.TextLine;
import io.github.ouigate.report.VerificationPage;
import io.github.ouigate.run.progress.LockWait;
import io.github.ouigate.status.History;
import io.github.ouigate.status.LedgerStatus;
import io.github.ouigate.verify.Verification;
import io.github.ouigate.verify.recovery.Recovery;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Formats plans, receipts, statuses and errors for a terminal, in French or English. */
public record TextReport(Messages messages, Style style, OptionalInt width) {
    private static final String REMEDY = "  → ";
    private static final int INDENT = 4;

    /** Formats for a stream that is no terminal. */
    public TextReport(Messages messages, Style style) {
        this(messages, style, OptionalInt.empty());
    }

    /** Returns one line for an error. */
    public String error(Message problem) {
        return fit(style.paint(Emphasis.BAD, messages.text("error")) + " " + messages.text(problem)) + "\n";
    }

    /** Returns one line for a problem, then its remedies. */
    public String error(Problem problem) {
        return error(problem.messages().get(0)) + remedies(problem);
    }

    /** Returns a problem as a line of its own, then its remedies. */
    public String note(Problem problem) {
        return note(problem.messages().get(0)) + remedies(problem);
    }

    /** Returns the remedies, with statements and commands on lines of their own. */
    private String remedies(Problem problem) {
        StringBuilder text = new StringBuilder();
        for (Message remedy : problem.remedies()) {
            String indent = REMEDY;
            for (TextLine line : TextLine.of(messages.text(remedy))) {
                text.append(
                                line.isCopied()
                                        ? line.text().indent(2 * INDENT).stripTrailing()
                                        : wrap(indent, " ".repeat(INDENT), line.text()))
                        .append('\n');
                indent = " ".repeat(INDENT);
            }
        }
        return text.toString();
    }

    /** Returns a message as a line of its own. */
    public String note(Message message) {
        return fit(messages.text(message)) + "\n";
    }

    /** Wraps the lines of a text for a terminal, except those that are indented: they are to be copied. */
    private String fit(String text) {
        if (width.isEmpty()) {
            return text;
        }
        return text.lines()
                .map(line -> line.startsWith(" ") ? line : wrap("", "", line))
                .collect(Collectors.joining("\n"));
    }

    private String wrap(String first, String next, String line) {
        return new LineWrap(width.orElse(Integer.MAX_VALUE)).wrap(first, next, line);
    }

    /** Returns all faults of a changelog, each with its position and remedy. */
    public String unsafe(UnsafeJobException unsafe) {
        StringBuilder text = new StringBuilder(error(
                Message.of("job.unsafe", unsafe.changelog(), unsafe.faults().size())));
        for (Fault fault : unsafe.faults()) {
            String place = messages.text("job.line", String.valueOf(fault.line()), String.valueOf(fault.column()));
            text.append(wrap("  ", "    ", style.bold(place) + " " + messages.text(fault.problem())))
                    .append('\n')
                    .append(wrap("      ", "        ", "→ " + messages.text(fault.remedy())))
                    .append('\n');
        }
        return text.toString();
    }

    /** Returns the page of a drafted job; if it was not written, with the reasons. */
    public String draft(JobDraft draft, boolean written) {
        return page(page -> new DraftPage(page).write(draft, written));
    }

    /** Returns the next command to enter. */
    public String nextCommand(List<String> words) {
        return messages.text("draft.next") + "\n  "
                + words.stream().map(Messages::shellWord).collect(Collectors.joining(" ")) + "\n";
    }

    public String plan(Plan plan) {
        return page(page -> new PlanPage(page).write(plan));
    }

    /** Returns the next steps after a plan that was not executed. */
    public String nextStep(Plan plan, Optional<Path> file) {
        if (!plan.applicable()) {
            return "\n" + fit(messages.text("plan.next.remedy")) + "\n";
        }
        if (plan.applied().isPresent()) {
            return "\n" + fit(messages.text("plan.next.applied")) + "\n";
        }
        String next = file.map(path -> fit(messages.text("saved-plan.next")) + "\n"
                        + PlanPage.applyCommand(plan, "--plan " + Messages.shellWord(path.toString()))
                                .indent(2))
                .orElseGet(() -> fit(messages.text("plan.next.apply")) + "\n");
        Plan applied = file.isPresent() ? plan : plan.withDefaultDrift();
        return "\n" + next + fit(messages.text(PlanPage.allowedDrift(applied))) + "\n";
    }

    /** Returns the confirmation prompt of a run; the answer is typed on the same line. */
    public String question(Plan plan, Optional<Path> archive) {
        List<Message> warnings = Warnings.of(plan, archive, messages.place(plan.database()));
        return question(warnings, plan.deletesNothing() ? "gate.nothing-question" : "gate.question");
    }

    /** Returns the confirmation prompt of a restore; the answer is typed on the same line. */
    public String question(RestorePlan plan) {
        return question(Warnings.of(plan, messages.place(plan.database())), "gate.restore-question");
    }

    private String question(List<Message> warnings, String prompt) {
        String bold = warnings.stream()
                .map(warning -> "\n" + fit(style.bold(messages.text(warning))))
                .collect(Collectors.joining());
        return bold + "\n" + fit(messages.text(prompt)) + " ";
    }

    public String restorePlan(RestorePlan plan) {
        return page(page -> new RestorePage(page).write(plan));
    }

    public String restoreReceipt(RestoreReceipt receipt) {
        return page(page -> new RestorePage(page).write(receipt));
    }

    public String receipt(Receipt receipt) {
        return page(page -> new ReceiptPage(page).write(receipt));
    }

    /** Returns a line about an attempt that failed to get its locks. */
    public String waited(LockWait wait) {
        Object blockers = wait.inTheWay().isEmpty() ? Message.of("session.gone") : wait.inTheWay();
        return note(Message.of("run.waited", wait.attempt(), wait.attempts(), blockers));
    }

    public String verification(Verification verification) {
        return page(page -> new VerificationPage(page).write(verification));
    }

    /** Formats a comparison of stored receipts; its commands contain {@code connection}. */
    public String recovery(Recovery recovery, List<String> connection) {
        return page(page -> new RecoveryPage(page, connection).write(recovery));
    }

    public String history(History history) {
        return page(page -> new HistoryPage(page).write(history));
    }

    public String status(LedgerStatus status) {
        return page(page -> new StatusPage(page).write(status));
    }

    private String page(Consumer<Page> content) {
        TextPage page = new TextPage(messages, style, width);
        content.accept(page);
        return page.text();
    }
}
