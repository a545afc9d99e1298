package io.github.ouigate;

import io.github.ouigate.cli.Cli;
import io.github.ouigate.cli.ExitCode;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.cli.terminal.SystemTerminal;
import io.github.ouigate.db.h2.H2Dialect;
import io.github.ouigate.db.postgres.PostgresDialect;
import io.github.ouigate.db.url.ConnectionSettings.Product;
import io.github.ouigate.report.Trace;
import io.github.ouigate.run.Interruption;
import io.github.ouigate.run.progress.Progress;
import io.github.ouigate.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** The composition root, and the only place that ends the JVM. */
public final class Main {
    /** How often a running statement is cancelled while an interrupted run winds up. */
    private static final long CANCEL_EVERY_MILLIS = 200;

    private static final Duration LONGEST_WIND_UP = Duration.ofSeconds(30);

    private Main() {}

    /** Runs ouigate and exits with its code. */
    public static void main(String[] args) {
        int code = run(args, step -> {});
        if (code != 0 || ownsJvm()) {
            System.exit(code);
        }
    }

    /** Returns whether this program is all that runs: Maven's exec:java starts it beside others, with a loader of its own. */
    private static boolean ownsJvm() {
        return Main.class.getClassLoader() == ClassLoader.getSystemClassLoader();
    }

    /** Runs ouigate in this process: its streams, its environment, its signals. */
    static int run(String[] args, Progress progress) {
        configureLogging(Arrays.asList(args).contains("--verbose"));
        Interruption interruption = new Interruption();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        ProcessContext context = new ProcessContext(
                new SystemTerminal(),
                Map.of(Product.POSTGRESQL, new PostgresDialect(), Product.H2, new H2Dialect()),
                System.getenv(),
                systemProperties(),
                Path.of("").toAbsolutePath(),
                Locale.getDefault(),
                hostName(),
                Clock.systemUTC(),
                progress,
                interruption);
        Cli cli = new Cli(context, args);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> windUp(cli, interruption, ended), "wind-up"));
        int code = ExitCode.FAILED.code();
        try {
            code = cli.run();
            return code;
        } finally {
            ended.complete(code);
        }
    }

    /**
     * On Ctrl-C and SIGTERM: stops the run, waits for its true ending, and exits with that. A server that does not
     * answer for too long is left alone: it rolls back when it finds its client gone, unless the commit was sent.
     */
    private static void windUp(Cli cli, Interruption interruption, CompletableFuture<Integer> ended) {
        Deadline deadline = Deadline.in(LONGEST_WIND_UP);
        while (!ended.isDone() && !deadline.isOver()) {
            if (!interruption.request() && cli.printInterrupted()) {
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
            }
            try {
                Runtime.getRuntime().halt(ended.get(CANCEL_EVERY_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                // still winding up
            } catch (InterruptedException | ExecutionException e) {
                return;
            }
        }
        if (ended.isDone() && !ownsJvm()) {
            return;
        }
        if (!ended.isDone()) {
            cli.printAbandoned();
        }
        // Also where all is done: the JVM would end with the signal's code, and not with the one that was printed.
        Runtime.getRuntime()
                .halt(ended.getNow(interruption
                        .ending()
                        .map(ExitCode::of)
                        .orElse(ExitCode.INTERRUPTED)
                        .code()));
    }

    private static Map<String, String> systemProperties() {
        return System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), System::getProperty));
    }

    /** Asks the operating system, not the name service: that could take seconds. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            String name = System.getenv("COMPUTERNAME");
            return name == null ? "" : name;
        }
    }

    /** Liquibase and the drivers log through java.util.logging: to standard error, and only if wanted. */
    private static void configureLogging(boolean verbose) {
        LogManager.getLogManager().reset();
        if (verbose) {
            ConsoleHandler handler = new ConsoleHandler();
            handler.setLevel(Level.FINE);
            handler.setFormatter(new Trace());
            Logger.getLogger("").addHandler(handler);
            Logger.getLogger("").setLevel(Level.INFO);
            Logger.getLogger("io.github.ouigate").setLevel(Level.FINE);
        }
    }
}
