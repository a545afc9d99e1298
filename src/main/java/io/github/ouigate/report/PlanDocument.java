package io.github.ouigate.report;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.Survey;
import io.github.ouigate.report.html.HtmlReport;
import java.util.Optional;

/** The page of a plan for its approver: what to know first comes first, and how to approve it comes last. */
public final class PlanDocument {
    private final Messages words;
    private final PlanPage parts;

    public PlanDocument(Messages words) {
        this.words = words;
        this.parts = new PlanPage(words);
    }

    public Page page(Survey survey, Optional<HtmlReport.Saved> saved) {
        Plan plan = survey.plan();
        Page page = new Page();
        title(page, plan);
        if (!plan.applicable()) {
            parts.blocks(page, plan);
        }
        parts.deletions(page, plan);
        survey.months()
                .filter(months -> !months.rows().isEmpty())
                .ifPresent(months -> page.chart(MonthChart.of(months, words)));
        if (plan.applicable()) {
            parts.blocks(page, plan);
        }
        parts.remarks(page, plan);
        parts.preserved(page, plan.preserved(), plan.allowedWrites());
        page.heading(words.text("page.where"))
                .facts(parts.facts(plan)
                        .add("fact.fingerprint", plan.fingerprint())
                        .list());
        approval(page, plan, saved);
        return page;
    }

    private void title(Page page, Plan plan) {
        String place = words.place(plan.target());
        if (!plan.applicable()) {
            page.heading(Emphasis.BAD, words.text("page.plan.blocked", place));
            page.item(words.text(
                    "page.plan.blocks", plan.hazards(Hazard.Severity.BLOCK).size()));
        } else if (plan.applied().isPresent()) {
            page.heading(Emphasis.GOOD, words.text("page.plan.applied", place));
            page.item(words.text("plan.next.applied"));
        } else {
            long rows =
                    plan.deletions().stream().mapToLong(PlannedDeletion::rows).sum();
            page.heading(words.text("page.plan.deletes", rows, place));
            page.item(Emphasis.WARNING, words.text("page.plan.irreversible"));
        }
    }

    private void approval(Page page, Plan plan, Optional<HtmlReport.Saved> saved) {
        page.heading(words.text("page.approve"));
        if (!plan.applicable() || plan.applied().isPresent()) {
            page.item(words.text(plan.applicable() ? "plan.next.applied" : "plan.next.remedy"));
            return;
        }
        if (saved.isPresent()) {
            page.item(words.text("page.approve.saved", saved.get().file()));
            page.command(
                    command(plan, "--plan " + ShellQuoting.of(saved.get().file().toString())));
            page.facts(new KeyValues(words)
                    .add("fact.digest", saved.get().digest())
                    .list());
        } else {
            page.item(words.text("page.approve.unsaved"));
            page.command(command(plan, "…"));
        }
        page.item(words.text("page.approve.gate"));
        page.item(words.text("page.approve.drift"));
    }

    /** The database is named, so that the command does nothing anywhere else. */
    private static String command(Plan plan, String options) {
        DatabaseIdentity target = plan.target();
        String command = "ouigate apply " + options + " \\\n  --expect-database " + ShellQuoting.of(target.database());
        return target.environment() == null
                ? command
                : command + " \\\n  --environment " + ShellQuoting.of(target.environment());
    }
}
