package io.github.ouigate.testing;

import io.github.ouigate.cli.Cli;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.cli.terminal.Terminal;
import io.github.ouigate.db.h2.H2Dialect;
import io.github.ouigate.db.postgres.PostgresDialect;
import io.github.ouigate.db.url.ConnectionSettings.Product;
import io.github.ouigate.run.Interruption;
import io.github.ouigate.run.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;

/** Runs a command line inside the test's JVM with given inputs. */
public final class CommandLineRun {
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> systemProperties = new HashMap<>(Map.of("user.name", "dba"));
    private final Queue<String> typed = new ArrayDeque<>();
    private boolean interactive;
    private OptionalInt width = OptionalInt.empty();
    private Runnable beforeTheAnswer = () -> {};
    private Locale locale = Locale.ENGLISH;
    private Progress progress = step -> {};
    private Interruption interruption = new Interruption();

    /** The result of a command line. */
    public record Result(int exitCode, String out, String err) {
        /** Returns both streams. */
        public String output() {
            return out + err;
        }
    }

    public CommandLineRun withEnvironment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public CommandLineRun withSystemProperty(String name, String value) {
        systemProperties.put(name, value);
        return this;
    }

    /** Simulates an interactive operator who types these lines and then ends the input. */
    public CommandLineRun typing(String... lines) {
        interactive = true;
        typed.addAll(List.of(lines));
        return this;
    }

    /** Gives it a terminal of some width. */
    public CommandLineRun wide(int columns) {
        width = OptionalInt.of(columns);
        return this;
    }

    /** Simulates an operator who types a line after an action. */
    public CommandLineRun typing(Runnable meanwhile, String line) {
        beforeTheAnswer = meanwhile;
        return typing(line);
    }

    public CommandLineRun in(Locale language) {
        locale = language;
        return this;
    }

    /** Reports the progress of the run to {@code listener}. */
    public CommandLineRun watchedBy(Progress listener) {
        progress = listener;
        return this;
    }

    /** Uses an interruption by which the run can be stopped. */
    public CommandLineRun stoppedBy(Interruption interrupted) {
        interruption = interrupted;
        return this;
    }

    /** Runs a command on a shop. */
    public Result run(String command, Shop shop, String... options) {
        List<String> args = new ArrayList<>(List.of(command, "--url", shop.url()));
        args.addAll(List.of(options));
        return run(args.toArray(String[]::new));
    }

    public Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProcessContext context = new ProcessContext(
                new TypedTerminal(out, err),
                Map.of(Product.POSTGRESQL, new PostgresDialect(), Product.H2, new H2Dialect()),
                environment,
                systemProperties,
                Path.of("").toAbsolutePath(),
                locale,
                "jumphost",
                Clock.systemUTC(),
                progress,
                interruption);
        int code = new Cli(context, args).run();
        Result result = new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        PublishedSchema.assertDescribes(List.of(args), result.out(), code);
        return result;
    }

    private final class TypedTerminal implements Terminal {
        private final PrintStream out;
        private final PrintStream err;

        TypedTerminal(ByteArrayOutputStream out, ByteArrayOutputStream err) {
            this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
            this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        }

        @Override
        public PrintStream out() {
            return out;
        }

        @Override
        public PrintStream err() {
            return err;
        }

        @Override
        public boolean isReaderGone() {
            return false;
        }

        @Override
        public boolean isInteractive() {
            return interactive;
        }

        @Override
        public OptionalInt width() {
            return width;
        }

        @Override
        public void discardTyped() {}

        @Override
        public Optional<String> readLine() {
            beforeTheAnswer.run();
            return Optional.ofNullable(typed.poll());
        }

        @Override
        public Optional<String> readSecret() {
            return readLine();
        }
    }
}
