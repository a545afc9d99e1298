package io.github.ouigate.report;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Severity;
import java.util.List;

/** Writes the hazards of a plan. */
record HazardList(Page page, List<Hazard> hazards) {
    /** Writes the section of blocking hazards, even if there are none. */
    void blocks() {
        List<Hazard> blocks = Hazard.of(Severity.BLOCK, hazards);
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
        write(Hazard.of(Severity.BLOCK, hazards), false);
    }

    /** Writes the section of the warnings that were shown before a run, without remedies. */
    void warningsOfRun() {
        section("receipt.warnings", Severity.WARN, false);
    }

    private void section(String heading, Severity severity, boolean remedies) {
        List<Hazard> found = Hazard.of(severity, hazards);
        if (!found.isEmpty()) {
            page.heading(heading);
            write(found, remedies);
        }
    }

    private void write(List<Hazard> found, boolean remedies) {
        for (Hazard hazard : found) {
            String text = page.messages.text(hazard.message()) + " [" + hazard.code() + "]";
            page.finding(mark(hazard), text, List.of(), remedies ? page.messages.text(hazard.remedy()) : null);
        }
    }

    private static Emphasis mark(Hazard hazard) {
        return switch (hazard.severity()) {
            case BLOCK -> Emphasis.BAD;
            case WARN -> Emphasis.WARNING;
            case NOTE -> Emphasis.PLAIN;
        };
    }
}
