package io.github.ouigate.app;

import io.github.ouigate.gate.Question;
import io.github.ouigate.message.Message;
import io.github.ouigate.report.text.TextReport;
import io.github.ouigate.run.progress.Progress;
import org.jspecify.annotations.Nullable;

/** The person or pipeline that runs a command, sees the plan and gives the confirmation. */
public interface Operator {
    /** Returns the formatter of the displayed texts. */
    TextReport text();

    void show(String text);

    /** Returns a question for the confirmation; null if it cannot be asked. */
    @Nullable
    Question question(String text);

    void note(Message message);

    void error(Message message);

    /** Returns a display of one run's progress. */
    ProgressDisplay progress();

    /** A progress display that is visible until it is closed. */
    interface ProgressDisplay extends Progress, AutoCloseable {
        @Override
        void close();
    }
}
