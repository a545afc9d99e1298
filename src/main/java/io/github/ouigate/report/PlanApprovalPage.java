package io.github.ouigate.report;

import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import java.util.Optional;

/** The page of a plan for its approver: the decision, its reasons, and the command that applies the plan. */
public record PlanApprovalPage(Page page) {
    public void write(Plan plan, Optional<SavedDocument> saved) {
        PlanPage parts = new PlanPage(page);
        HazardList hazards = new HazardList(page, plan.hazards());
        title(plan);
        if (!plan.applicable()) {
            hazards.blocks();
        }
        parts.deletions(plan);
        parts.cascades(plan);
        plan.months()
                .filter(months -> !months.rows().isEmpty())
                .ifPresent(months -> page.chart(MonthChart.of(months, page.messages)));
        if (plan.applicable()) {
            hazards.blocks();
        }
        hazards.warnings();
        hazards.notes();
        parts.preserved(plan.preserved(), plan.notArchived());
        parts.allowances(plan);
        page.heading("page.where").keyValues(parts.keyValues(plan).add("fact.fingerprint", plan.fingerprint()));
        approval(plan, saved);
    }

    private void title(Plan plan) {
        String place = page.messages.place(plan.database());
        if (!plan.applicable()) {
            page.heading(Emphasis.BAD, "page.plan.blocked", place)
                    .paragraph(
                            "page.plan.blocks",
                            plan.hazards(Hazard.Severity.BLOCK).size());
        } else if (plan.applied().isPresent()) {
            page.heading(Emphasis.GOOD, "page.plan.applied", place).paragraph("plan.next.applied");
        } else {
            page.heading("page.plan.deletes", plan.deletedRows(), place)
                    .paragraph(Emphasis.WARNING, "page.plan.irreversible");
        }
    }

    private void approval(Plan plan, Optional<SavedDocument> saved) {
        page.heading("page.approve");
        if (!plan.applicable() || plan.applied().isPresent()) {
            page.paragraph(plan.applicable() ? "plan.next.applied" : "plan.next.remedy");
            return;
        }
        if (saved.isPresent()) {
            SavedDocument document = saved.get();
            page.paragraph("page.approve.saved", document.file());
            page.command(PlanPage.applyCommand(plan, "--plan " + document.argument()));
            page.keyValues(new KeyValues(page.messages).add("fact.digest", document.digest()));
        } else {
            page.paragraph("page.approve.unsaved");
            page.command(PlanPage.applyCommand(plan, "…"));
        }
        page.paragraph("page.approve.gate");
        page.paragraph(
                saved.isPresent() ? Message.of("page.approve.drift") : PlanPage.allowedDrift(plan.withDefaultDrift()));
        page.paragraph("page.approve.atomic");
    }
}
