package io.github.ouigate.report.text;

import io.github.ouigate.job.Fault;
import io.github.ouigate.job.LintResult;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.Page;
import io.github.ouigate.report.PlanPage;
import io.github.ouigate.report.ReceiptPage;
import io.github.ouigate.report.RestorePage;
import io.github.ouigate.report.StatusPage;
import io.github.ouigate.report.VerificationPage;
import io.github.ouigate.run.LockWait;
import io.github.ouigate.status.LedgerStatus;
import io.github.ouigate.verify.Verification;
import java.nio.file.Path;
import java.util.Optional;

/** What a person reads: plans, receipts, states and errors, in French or English. */
public final class TextReport {
    private final Messages words;
    private final Style style;

    public TextReport(Messages words, Style style) {
        this.words = words;
        this.style = style;
    }

    /** Returns one line for an error. */
    public String error(Message problem) {
        return style.bad(words.text("error")) + " " + words.text(problem) + "\n";
    }

    /** Returns a message as a line of its own. */
    public String note(Message message) {
        return words.text(message) + "\n";
    }

    /** Returns all the faults of a changelog. */
    public String unsafe(LintResult.Unsafe unsafe) {
        StringBuilder text = new StringBuilder(error(
                Message.of("job.unsafe", unsafe.changelog(), unsafe.faults().size())));
        for (Fault fault : unsafe.faults()) {
            text.append("  ")
                    .append(style.bold(words.text("job.line", String.valueOf(fault.line()))))
                    .append(" ")
                    .append(words.text(fault.problem()))
                    .append("\n      → ")
                    .append(words.text(fault.remedy()))
                    .append('\n');
        }
        return text.toString();
    }

    /** Returns the page of a plan: the target, what goes, what stays, what stands in the way. */
    public String plan(Plan plan) {
        return text(new PlanPage(words).page(plan));
    }

    /** Returns what follows a plan that only was to be seen. */
    public String nextStep(Plan plan, Optional<Path> file) {
        if (plan.applied().isPresent()) {
            return "\n" + words.text("plan.next.applied") + "\n";
        }
        if (!plan.applicable()) {
            return "\n" + words.text("plan.next.remedy") + "\n";
        }
        return "\n" + file.map(path -> words.text("saved-plan.next", path)).orElse(words.text("plan.next.apply"))
                + "\n";
    }

    /** Returns the question that opens the gate, to be answered on the same line. */
    public String question(Plan plan, Optional<Path> archive) {
        long rows = plan.deletions().stream().mapToLong(d -> d.rows()).sum();
        String warning = archive.map(
                        directory -> words.text("gate.archived", rows, words.place(plan.target()), directory))
                .orElseGet(() -> words.text("gate.irreversible", rows, words.place(plan.target())));
        return "\n" + style.bold(warning) + "\n" + words.text("gate.question") + " ";
    }

    /** Returns the question that opens the gate of a restore, to be answered on the same line. */
    public String question(RestorePlan plan) {
        return "\n"
                + style.bold(words.text("gate.restore", plan.archive().rows(), words.place(plan.target()))) + "\n"
                + words.text("gate.restore-question") + " ";
    }

    /** Returns the page of a restore that is to be confirmed. */
    public String restorePlan(RestorePlan plan) {
        return text(new RestorePage(words).page(plan));
    }

    /** Returns the receipt of a restore. */
    public String restoreReceipt(RestoreReceipt receipt) {
        return text(new RestorePage(words).page(receipt));
    }

    /** Returns the receipt of a run. */
    public String receipt(Receipt receipt) {
        return text(new ReceiptPage(words).page(receipt));
    }

    /** Returns a line about an attempt that did not get its locks. */
    public String waited(LockWait wait) {
        Object inTheWay = wait.inTheWay().isEmpty() ? Message.of("session.gone") : wait.inTheWay();
        return words.text("run.waited", wait.attempt(), wait.attempts(), inTheWay) + "\n";
    }

    /** Returns the page of a verification. */
    public String verification(Verification verification) {
        return text(new VerificationPage(words).page(verification));
    }

    /** Returns the page of a status. */
    public String status(LedgerStatus status) {
        return text(new StatusPage(words).page(status));
    }

    private String text(Page page) {
        return PageText.of(page, style);
    }
}
