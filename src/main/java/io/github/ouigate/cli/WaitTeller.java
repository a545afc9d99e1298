package io.github.ouigate.cli;

import io.github.ouigate.run.LockWait;
import io.github.ouigate.run.Progress;
import io.github.ouigate.run.Step;

/** Tells the operator, a line an attempt, whom a run waits for. */
final class WaitTeller implements Progress {
    private final Progress next;
    private final Output output;

    WaitTeller(Progress next, Output output) {
        this.next = next;
        this.output = output;
    }

    @Override
    public void reached(Step step) {
        next.reached(step);
    }

    @Override
    public void waited(LockWait wait) {
        next.waited(wait);
        output.say(output.text().waited(wait));
    }
}
