package io.github.ouigate.cli.terminal;

import io.github.ouigate.app.Operator;
import io.github.ouigate.gate.Question;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.RestorePlan;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operator at the console. */
public record ConsoleOperator(ProcessContext context, Console console) implements Operator {
    @Override
    public void show(Plan plan) {
        console.info(console.text().plan(plan));
    }

    @Override
    public void show(RestorePlan plan) {
        console.info(console.text().restorePlan(plan));
    }

    @Override
    public @Nullable Question question(Plan plan, Optional<Path> archive) {
        return question(console.text().question(plan, archive));
    }

    @Override
    public @Nullable Question question(RestorePlan plan) {
        return question(console.text().question(plan));
    }

    private @Nullable Question question(String text) {
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
