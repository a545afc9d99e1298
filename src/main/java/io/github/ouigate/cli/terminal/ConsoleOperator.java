package io.github.ouigate.cli.terminal;

import io.github.ouigate.app.Operator;
import io.github.ouigate.gate.Question;
import io.github.ouigate.message.Message;
import io.github.ouigate.report.text.TextReport;
import org.jspecify.annotations.Nullable;

/** The operator at the console. */
public record ConsoleOperator(ProcessContext context, Console console) implements Operator {
    @Override
    public TextReport text() {
        return console.text();
    }

    @Override
    public void show(String text) {
        console.info(text);
    }

    @Override
    public @Nullable Question question(String text) {
        if (!context.terminal().isInteractive()) {
            return null;
        }
        return () -> {
            context.terminal().discardTyped();
            console.info(text);
            return context.terminal().readLine();
        };
    }

    @Override
    public void note(Message message) {
        console.info(console.text().note(message));
    }

    @Override
    public void error(Message message) {
        console.error(message);
    }

    @Override
    public ProgressDisplay progress() {
        return new ProgressLine(context.terminal(), console, context.progress(), System::nanoTime).started();
    }
}
