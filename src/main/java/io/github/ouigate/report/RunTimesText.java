package io.github.ouigate.report;

import io.github.ouigate.run.RunTimes;
import java.time.Instant;
import java.util.stream.Collectors;

/** When a run started, and what its time went into. */
final class RunTimesText {
    private final Messages words;

    RunTimesText(Messages words) {
        this.words = words;
    }

    String text(Instant start, RunTimes times) {
        String parts = times.steps().entrySet().stream()
                .filter(step -> step.getValue() > 0)
                .map(step ->
                        words.text("timing." + step.getKey()) + " " + words.text("number", step.getValue()) + " ms")
                .collect(Collectors.joining(", "));
        return parts.isEmpty() ? AppliedRunText.utc(start) : AppliedRunText.utc(start) + " (" + parts + ")";
    }
}
