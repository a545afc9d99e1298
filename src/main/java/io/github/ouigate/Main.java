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

/** The composition root. Only this class ends the JVM. */
public final class Main {
    /** The interval at which a running statement is cancelled after an interruption. */
    private static final long CANCEL_EVERY_MILLIS = 200;

    private static final Duration LONGEST_WIND_UP = Duration.ofSeconds(30);

    private Main() {}

    /** Runs ouigate and exits with its exit code. */
    public static void main(String[] args) {
        int code = run(args, step -> {});
        if (code != 0 || ownsJvm()) {
            System.exit(code);
        }
    }

    /**
     * Returns whether the program owns the JVM. Maven's exec:java runs it with a class loader of its own in a shared
     * JVM.
     */
    private static boolean ownsJvm() {
        return Main.class.getClassLoader() == ClassLoader.getSystemClassLoader();
    }

    /** Runs ouigate with this process's streams, environment and signals. */
    static int run(String[] args, Progress progress) {
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
        configureLogging(Arrays.asList(args).contains("--verbose"));
        int code = ExitCode.FAILED.code();
        try {
            code = cli.run();
            return code;
        } finally {
            ended.complete(code);
        }
    }

    /**
     * Handles Ctrl-C and SIGTERM: stops the run, waits for its outcome, and exits with the corresponding code. If the
     * server does not answer in time, the connection is abandoned; the server then rolls back, unless the commit was
     * sent.
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
                // not ended yet
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
        // Required even if the run has ended: otherwise the JVM would exit with the signal's code.
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

    /** Reads the host name without the name service, which could take seconds. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            String name = System.getenv("COMPUTERNAME");
            return name == null ? "" : name;
        }
    }

    /**
     * Sends the log of Liquibase and the drivers to standard error with {@code --verbose}, and discards it otherwise.
     */
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
