package io.github.ouigate.report;

import io.github.ouigate.job.Fault;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.JobReading;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerNote;
import io.github.ouigate.ledger.LedgerStatus;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.run.Deleted;
import io.github.ouigate.target.TargetIdentity;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person reads: plans, receipts, states and errors, in French or English. */
public final class TextReport {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Words words;
    private final Style style;

    public TextReport(Words words, Style style) {
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
    public String unsafe(JobReading.Unsafe unsafe) {
        StringBuilder text = new StringBuilder(error(
                Message.of("job.unsafe", unsafe.changelog(), unsafe.faults().size())));
        for (Fault fault : unsafe.faults()) {
            text.append("  ")
                    .append(style.bold(words.text("job.line", String.valueOf(fault.line()))))
                    .append(" ")
                    .append(words.text(fault.problem()))
                    .append("\n      → ")
                    .append(words.text(fault.mend()))
                    .append('\n');
        }
        return text.toString();
    }

    /** Returns the page of a plan: the target, what goes, what stays, what stands in the way. */
    public String plan(Plan plan) {
        String state = plan.applied()
                .map(entry -> words.text("plan.applied", when(entry)))
                .orElse(words.text("plan.not-applied"));
        return new PlanPage(words, style).text(plan, plan.job().tag() + " – " + state);
    }

    /** Returns what follows a plan that only was to be seen. */
    public String nextStep(Plan plan, Optional<Path> file) {
        if (plan.applied().isPresent()) {
            return "\n" + words.text("plan.next.applied") + "\n";
        }
        if (!plan.applicable()) {
            return "\n" + words.text("plan.next.mend") + "\n";
        }
        return "\n" + file.map(path -> words.text("saved-plan.next", path)).orElse(words.text("plan.next.apply"))
                + "\n";
    }

    /** Returns the question that opens the gate, to be answered on the same line. */
    public String question(Plan plan) {
        long rows = plan.deletions().stream().mapToLong(d -> d.rows()).sum();
        return "\n"
                + style.bold(words.text("gate.irreversible", rows, place(plan.target()))) + "\n"
                + words.text("gate.question") + " ";
    }

    /** Names a database so that the operator cannot take it for another. */
    private String place(TargetIdentity target) {
        String place = target.host() == null ? target.database() : target.database() + "@" + target.host();
        return target.environment() == null ? place : words.text("target.marked", place, target.environment());
    }

    /** Returns the receipt of a run. */
    public String receipt(Receipt receipt) {
        Page page = new Page(style);
        String ending = words.text("receipt." + receipt.ending());
        boolean good =
                receipt.ending() == Receipt.Ending.COMMITTED || receipt.ending() == Receipt.Ending.ALREADY_APPLIED;
        page.heading(good ? style.good(ending) : style.bad(ending));
        hazards(page, receipt.plan().hazards(Hazard.Severity.BLOCK));
        if (receipt.plan().applicable()) {
            receipt.error().ifPresent(error -> page.item(words.text(error)));
        }
        receipt.applied().ifPresent(entry -> earlier(page, entry));
        if (receipt.ending() == Receipt.Ending.COMMITTED) {
            page.table(receipt.deletions().stream().map(this::deleted).collect(Collectors.toList()));
        }
        if (receipt.ending() == Receipt.Ending.UNKNOWN) {
            page.line(words.text("receipt.look"));
        }
        List<Hazard> warnings = receipt.plan().hazards(Hazard.Severity.WARN);
        if (!warnings.isEmpty()) {
            page.heading(words.text("receipt.warnings"));
            hazards(page, warnings);
        }
        Facts facts = new Facts(words)
                .target(receipt.plan().target())
                .add("fact.tag", receipt.plan().job().tag())
                .add("fact.run", words.text("receipt.run", receipt.runId().value(), receipt.operator()))
                .add("fact.time", time(receipt));
        receipt.transaction().ifPresent(mark -> facts.add("fact.transaction", mark.xid() + ", " + mark.lsn()));
        return page.toString() + "\n" + new Page(style).facts(facts.list());
    }

    private void hazards(Page page, List<Hazard> hazards) {
        PlanPage lines = new PlanPage(words, style);
        hazards.forEach(hazard -> page.item(lines.line(hazard)));
    }

    private Page.Row deleted(Deleted deleted) {
        return new Page.Row(name(deleted.table()), number(deleted.deleted()), words.text("receipt.rows-deleted"));
    }

    private String time(Receipt receipt) {
        String parts = receipt.timings().entrySet().stream()
                .filter(timing -> timing.getValue() > 0)
                .map(this::timing)
                .collect(Collectors.joining(", "));
        String start = MOMENT.withZone(ZoneOffset.UTC).format(receipt.startedAt()) + " UTC";
        return parts.isEmpty() ? start : start + " (" + parts + ")";
    }

    private String timing(Map.Entry<String, Long> timing) {
        return words.text("timing." + timing.getKey()) + " " + number(timing.getValue()) + " ms";
    }

    /** Returns the state of a job's tag and of Liquibase's lock. */
    public String status(LedgerStatus status, Job job) {
        Page page = new Page(style);
        page.heading(words.text("status.title"))
                .facts(new Facts(words).target(status.target()).list());
        page.heading(words.text("status.tag", job.tag()));
        status.applied().ifPresent(entry -> earlier(page, entry));
        if (status.applied().isEmpty()) {
            page.line(words.text("plan.not-applied"));
        }
        page.heading(words.text("status.lock"));
        if (status.lock().isEmpty()) {
            page.line(words.text("lock.free"));
        }
        status.lock()
                .ifPresent(lock -> page.line(words.text(
                        "lock." + lock.state(),
                        lock.holder().lockedBy(),
                        lock.holder().age())));
        return page.toString();
    }

    private void earlier(Page page, LedgerEntry entry) {
        page.line(words.text("plan.applied", when(entry)));
        Optional<LedgerNote> note = entry.note();
        if (note.isPresent()) {
            page.line(words.text(
                    "applied.by",
                    note.get().runId().value(),
                    note.get().operator(),
                    note.get().deletions()));
        } else {
            page.line(words.text(entry.executionType().equals("MARK_RAN") ? "applied.marked" : "applied.elsewhere"));
        }
    }

    private static String when(LedgerEntry entry) {
        return entry.note()
                .map(note -> MOMENT.withZone(ZoneOffset.UTC).format(note.runId().start()) + " UTC")
                .orElseGet(() -> MOMENT.format(entry.executedAt()));
    }

    private static String name(Object table) {
        return Words.printable(table.toString());
    }

    private String number(long value) {
        return words.text("number", value);
    }
}
