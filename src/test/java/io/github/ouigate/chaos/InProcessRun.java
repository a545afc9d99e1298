package io.github.ouigate.chaos;

import io.github.ouigate.run.progress.Progress;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.Await;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A run in a thread of this JVM, with a fault caused by another thread. */
final class InProcessRun implements Progress {
    private static final Duration LONGEST_RUN = Duration.ofMinutes(2);

    private final DisturbancePoint moment;
    private final Runnable fault;
    private final Steps steps = new Steps();
    private final AtomicReference<@Nullable String> struck = new AtomicReference<>();
    private final AtomicReference<@Nullable Result> result = new AtomicReference<>();
    private final Thread striker = Threads.named("fault", this::strike);

    InProcessRun(DisturbancePoint moment, Runnable fault) {
        this.moment = moment;
        this.fault = fault;
    }

    /** Runs {@code apply} and returns after it has ended and the fault is over. */
    RunEnd apply(String url, List<String> options, Duration resolveTimeout) {
        List<String> args =
                new ArrayList<>(List.of("apply", "--url", url, "--resolve-timeout", resolveTimeout.toMillis() + "ms"));
        args.addAll(options);
        Thread runner = Threads.start(
                "run", () -> result.set(new CommandLineRun().watchedBy(this).run(args.toArray(String[]::new))));
        beginIfAt(Steps.START);
        Await.until("the end of the run", LONGEST_RUN, () -> !runner.isAlive(), steps::last);
        Await.until("the end of the fault", LONGEST_RUN, () -> !striker.isAlive(), moment::toString);
        Result ended = result.get();
        if (ended == null) {
            throw new AssertionError("the run has thrown an exception");
        }
        String where = struck.get();
        return new RunEnd(OptionalInt.of(ended.exitCode()), where == null ? RunEnd.MISSED : where, ended.output());
    }

    @Override
    public void reached(Step step) {
        steps.add(step.name());
        beginIfAt(steps.last());
    }

    private void beginIfAt(String point) {
        if (!point.equals(moment.point())) {
            return;
        }
        if (moment.delay().isZero()) {
            strike();
        } else {
            striker.start();
        }
    }

    private void strike() {
        moment.sleep();
        if (result.get() == null) {
            struck.set(steps.last());
            fault.run();
        }
    }
}
