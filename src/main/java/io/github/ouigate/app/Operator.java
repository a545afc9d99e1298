package io.github.ouigate.app;

import io.github.ouigate.gate.Question;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.run.Progress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The person or pipeline that runs a command: is shown what will happen, and asked for the confirmation. */
public interface Operator {
    void show(Plan plan);

    void show(RestorePlan plan);

    /**
     * Returns the question for the confirmation of a purge; null where nobody can answer.
     *
     * @param archive where the rows are archived, if they are
     */
    @Nullable
    Question question(Plan plan, Optional<Path> archive);

    /** Returns the question for the confirmation of a restore; null where nobody can answer. */
    @Nullable
    Question question(RestorePlan plan);

    void note(Message message);

    void error(Message message);

    /** Returns what shows the progress of one run. */
    ProgressDisplay progress();

    /** A progress that is shown until it is closed. */
    interface ProgressDisplay extends Progress, AutoCloseable {
        @Override
        void close();
    }
}
