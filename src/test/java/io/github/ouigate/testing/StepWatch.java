package io.github.ouigate.testing;

import io.github.ouigate.run.progress.Progress;
import io.github.ouigate.run.progress.Step;
import java.util.List;

/** Records the steps of a run, and runs an action at one of them. */
public record StepWatch(List<Step> passed, Step awaited, Runnable meanwhile) implements Progress {
    @Override
    public void reached(Step step) {
        passed.add(step);
        if (step == awaited) {
            meanwhile.run();
        }
    }
}
