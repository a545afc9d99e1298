package io.github.ouigate.app;

import io.github.ouigate.gate.Question;
import io.github.ouigate.message.Message;
import io.github.ouigate.report.text.TextReport;
import io.github.ouigate.run.progress.Progress;
import org.jspecify.annotations.Nullable;

/** The person or pipeline that runs a command: is shown what will happen, and asked for the confirmation. */
public interface Operator {
    /** Returns what formats the texts that are shown here. */
    TextReport text();

    void show(String text);

    /** Returns a question for the confirmation; null where nobody can answer. */
    @Nullable
    Question question(String text);

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
