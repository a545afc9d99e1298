package io.github.ouigate.report;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.PreservedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page of a plan: the target, what goes, what stays, what stands in the way. */
public final class PlanPage {
    private final Messages words;

    public PlanPage(Messages words) {
        this.words = words;
    }

    public Page page(Plan plan) {
        Page page = new Page();
        page.heading(words.text("plan.title")).facts(facts(plan).list());
        deletions(page, plan);
        preserved(page, plan.preserved(), plan.allowedWrites());
        blocks(page, plan);
        remarks(page, plan);
        return page;
    }

    KeyValues facts(Plan plan) {
        String state = plan.applied()
                .map(entry -> words.text("plan.applied", AppliedRunText.when(entry)))
                .orElse(words.text("plan.not-applied"));
        return new KeyValues(words)
                .target(plan.target())
                .add(
                        "fact.job",
                        words.text(
                                "job.summary",
                                plan.job().changeSet(),
                                plan.job().author()))
                .add("fact.changelog", Messages.printable(plan.job().changelog()))
                .add("fact.tag", plan.job().tag() + " – " + state)
                .add("fact.ledger", words.text("ledger.schema", plan.ledgerSchema()));
    }

    void deletions(Page page, Plan plan) {
        page.heading(words.text(plan.applied().isPresent() ? "plan.deletions-later" : "plan.deletions"))
                .table(deletions(plan.deletions()));
    }

    /** Adds what stays, and what may change besides. */
    void preserved(Page page, List<PreservedTable> tables, Set<String> allowedWrites) {
        page.heading(words.text("plan.preserved"))
                .table(tables.stream().map(this::preserved).collect(Collectors.toList()));
        if (!allowedWrites.isEmpty()) {
            page.heading(words.text("plan.allowed-writes"));
            new TreeSet<>(allowedWrites).forEach(table -> page.line(name(table)));
        }
    }

    void blocks(Page page, Plan plan) {
        hazards(page, "plan.blocks", plan.hazards(Hazard.Severity.BLOCK));
        if (plan.applicable()) {
            page.line(Emphasis.GOOD, words.text("plan.nothing"));
        }
    }

    /** Adds what does not stop a run. */
    void remarks(Page page, Plan plan) {
        for (Hazard.Severity severity : List.of(Hazard.Severity.WARN, Hazard.Severity.NOTE)) {
            if (!plan.hazards(severity).isEmpty()) {
                hazards(
                        page,
                        severity == Hazard.Severity.WARN ? "plan.warnings" : "plan.notes",
                        plan.hazards(severity));
            }
        }
    }

    private List<Page.Row> deletions(List<PlannedDeletion> deletions) {
        List<Page.Row> rows = new ArrayList<>();
        for (PlannedDeletion deletion : deletions) {
            String where = deletion.where() == null ? "" : "WHERE " + Messages.printable(deletion.where());
            rows.add(
                    deletion.counted().isPresent()
                            ? new Page.Row(name(deletion.table()), number(deletion.rows()), where)
                            : new Page.Row(name(deletion.table()), "?", words.text("plan.unreadable")));
            deletion.parts()
                    .forEach(part -> rows.add(new Page.Row("  " + name(part.table()), number(part.rows()), "")));
        }
        return rows;
    }

    private Page.Row preserved(PreservedTable table) {
        if (table.rows().isEmpty()) {
            return new Page.Row(name(table.table()), "?", words.text("plan.never-analysed"));
        }
        String rows = number(table.rows().getAsLong());
        return table.estimated()
                ? new Page.Row(name(table.table()), "~ " + rows, words.text("plan.estimated"))
                : new Page.Row(name(table.table()), rows, "");
    }

    private void hazards(Page page, String heading, List<Hazard> hazards) {
        page.heading(words.text(heading));
        hazards.forEach(hazard -> hazard(page, hazard));
    }

    /** Adds what is the matter, and what to do about it. */
    void hazard(Page page, Hazard hazard) {
        page.finding(mark(hazard), text(hazard), List.of(), words.text(hazard.remedy()));
    }

    /** Adds what is the matter. */
    void matter(Page page, Hazard hazard) {
        page.finding(mark(hazard), text(hazard));
    }

    private String text(Hazard hazard) {
        return words.text(hazard.message()) + " [" + hazard.code() + "]";
    }

    private static Page.Mark mark(Hazard hazard) {
        return switch (hazard.severity()) {
            case BLOCK -> Page.Mark.BAD;
            case WARN -> Page.Mark.WARNING;
            case NOTE -> Page.Mark.NOTE;
        };
    }

    private static String name(Object table) {
        return Messages.printable(table.toString());
    }

    private String number(long value) {
        return words.text("number", value);
    }
}
