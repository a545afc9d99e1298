package io.github.ouigate.testing;

import io.github.ouigate.run.progress.Progress;
import io.github.ouigate.run.progress.Step;
import java.util.List;

/** Notes the steps that a run passes, and does something while the run stands at one of them. */
public record StepWatch(List<Step> passed, Step awaited, Runnable meanwhile) implements Progress {
    @Override
    public void reached(Step step) {
        passed.add(step);
        if (step == awaited) {
            meanwhile.run();
        }
    }
}
