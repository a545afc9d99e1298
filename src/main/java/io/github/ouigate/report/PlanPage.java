package io.github.ouigate.report;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.PreservedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page of a plan: the target, what goes, what stays, what stands in the way. */
final class PlanPage {
    private final Words words;
    private final Style style;

    PlanPage(Words words, Style style) {
        this.words = words;
        this.style = style;
    }

    String text(Plan plan, String tag) {
        Page page = new Page(style);
        page.heading(words.text("plan.title"))
                .facts(new Facts(words)
                        .target(plan.target())
                        .add(
                                "fact.job",
                                words.text(
                                        "job.summary",
                                        plan.job().changeSet(),
                                        plan.job().author()))
                        .add("fact.changelog", Words.printable(plan.job().changelog()))
                        .add("fact.tag", tag)
                        .add("fact.ledger", words.text("ledger.schema", plan.ledgerSchema()))
                        .list());
        page.heading(words.text(plan.applied().isPresent() ? "plan.deletions-later" : "plan.deletions"))
                .table(deletions(plan.deletions()));
        page.heading(words.text("plan.preserved"))
                .table(plan.preserved().stream().map(this::preserved).collect(Collectors.toList()));
        if (!plan.allowedWrites().isEmpty()) {
            page.heading(words.text("plan.allowed-writes"));
            new TreeSet<>(plan.allowedWrites()).forEach(table -> page.line(name(table)));
        }
        hazards(page, "plan.blocks", plan.hazards(Hazard.Severity.BLOCK));
        if (plan.applicable()) {
            page.line(style.good(words.text("plan.nothing")));
        }
        for (Hazard.Severity severity : List.of(Hazard.Severity.WARN, Hazard.Severity.NOTE)) {
            if (!plan.hazards(severity).isEmpty()) {
                hazards(
                        page,
                        severity == Hazard.Severity.WARN ? "plan.warnings" : "plan.notes",
                        plan.hazards(severity));
            }
        }
        return page.toString();
    }

    private List<Page.Row> deletions(List<PlannedDeletion> deletions) {
        List<Page.Row> rows = new ArrayList<>();
        for (PlannedDeletion deletion : deletions) {
            String where = deletion.where() == null ? "" : "WHERE " + Words.printable(deletion.where());
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
        for (Hazard hazard : hazards) {
            page.item(line(hazard));
            page.line("  → " + words.text(hazard.mend())); // not broken: there may be SQL in it to copy
        }
    }

    /** Returns what is the matter, without what to do about it. */
    String line(Hazard hazard) {
        String mark =
                switch (hazard.severity()) {
                    case BLOCK -> style.bad("✗");
                    case WARN -> style.careful("!");
                    case NOTE -> "·";
                };
        return mark + " " + words.text(hazard.message()) + " [" + hazard.code() + "]";
    }

    private static String name(Object table) {
        return Words.printable(table.toString());
    }

    private String number(long value) {
        return words.text("number", value);
    }
}
