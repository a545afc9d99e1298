package io.github.ouigate.report;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Severity;
import io.github.ouigate.report.PageWriter.Mark;
import java.util.List;

/** Writes the hazards of a plan. */
final class HazardList {
    private final Page page;
    private final List<Hazard> hazards;

    HazardList(Page page, List<Hazard> hazards) {
        this.page = page;
        this.hazards = hazards;
    }

    /** Writes the section of the hazards that block the run, also if there are none. */
    void blocks() {
        List<Hazard> blocks = of(Severity.BLOCK);
        page.heading("plan.blocks");
        write(blocks, true);
        if (blocks.isEmpty()) {
            page.line(Emphasis.GOOD, "plan.nothing");
        }
    }

    void warnings() {
        section("plan.warnings", Severity.WARN, true);
    }

    void notes() {
        section("plan.notes", Severity.NOTE, true);
    }

    /** Writes the hazards that blocked a run, without remedies. */
    void blocksOfRun() {
        write(of(Severity.BLOCK), false);
    }

    /** Writes the section of the warnings that were shown before a run, without remedies. */
    void warningsOfRun() {
        section("receipt.warnings", Severity.WARN, false);
    }

    private void section(String heading, Severity severity, boolean remedies) {
        List<Hazard> found = of(severity);
        if (!found.isEmpty()) {
            page.heading(heading);
            write(found, remedies);
        }
    }

    private void write(List<Hazard> found, boolean remedies) {
        Messages messages = page.messages();
        for (Hazard hazard : found) {
            String text = messages.text(hazard.message()) + " [" + hazard.code() + "]";
            page.finding(mark(hazard), text, List.of(), remedies ? messages.text(hazard.remedy()) : null);
        }
    }

    private List<Hazard> of(Severity severity) {
        return hazards.stream().filter(hazard -> hazard.severity() == severity).toList();
    }

    private static Mark mark(Hazard hazard) {
        return switch (hazard.severity()) {
            case BLOCK -> Mark.BAD;
            case WARN -> Mark.WARNING;
            case NOTE -> Mark.NOTE;
        };
    }
}
