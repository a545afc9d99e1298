package io.github.ouigate.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process of the program with the test's classes; it is ended with the test. */
public final class OuigateProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIGINT = 2;

    /** The JVM and its options. */
    static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Duser.language=en");

    /** The lines that a program prints when it stops at steps. */
    private static final Pattern STEPS = Pattern.compile("(?m)^(?:AT .*|WINDING UP)\\R");

    private final Process process;
    private final List<String> args;
    private boolean killed;
    private final Collected out;
    private final Collected err;

    private OuigateProcess(Process process, List<String> args) {
        this.process = process;
        this.args = args;
        this.out = new Collected(process.getInputStream());
        this.err = new Collected(process.getErrorStream());
    }

    /** Starts the program as an operator does. */
    public static OuigateProcess start(String... args) {
        return start(Map.of(), args);
    }

    /** Starts the program with additional environment variables. */
    public static OuigateProcess start(Map<String, String> environment, String... args) {
        return startMain("io.github.ouigate.Main", environment, args);
    }

    /** Starts the program and makes the JVM list the loaded classes in a file. */
    public static OuigateProcess startAndListClasses(Path list, String... args) {
        return startMain(List.of("-Xlog:class+load:file=" + list), "io.github.ouigate.Main", Map.of(), args);
    }

    /** Starts the program so that it stops at a step and lists the loaded classes; does not wait. */
    public static OuigateProcess startToPauseAndListClasses(Path list, String point, String... args) {
        List<String> all = new ArrayList<>(List.of(point));
        all.addAll(List.of(args));
        return startMain(
                List.of("-Xlog:class+load:file=" + list),
                "io.github.ouigate.PausingMain",
                Map.of(),
                all.toArray(String[]::new));
    }

    /**
     * Starts the program and waits until it has stopped at a step; {@link #goOn} continues it.
     *
     * @param point a step, optionally followed by a colon and its occurrence, such as {@code DELETED:2}
     */
    public static OuigateProcess startAndPauseAt(String point, String... args) {
        OuigateProcess process = startToPauseAt(point, Map.of(), args);
        try {
            process.awaitOutput("AT " + point);
            return process;
        } catch (AssertionError e) {
            process.close();
            throw e;
        }
    }

    /** Starts the program so that it prints each step, such as {@code AT LOCKED}, without stopping. */
    public static OuigateProcess startAndAnnounce(String... args) {
        return startMain("io.github.ouigate.AnnouncingMain", Map.of(), args);
    }

    /** Starts the program so that it stops at a step; does not wait. */
    public static OuigateProcess startToPauseAt(String point, Map<String, String> environment, String... args) {
        List<String> all = new ArrayList<>(List.of(point));
        all.addAll(List.of(args));
        return startMain("io.github.ouigate.PausingMain", environment, all.toArray(String[]::new));
    }

    /** Returns the shell command that starts the program as an operator does. */
    public static String command(String... args) {
        List<String> words = new ArrayList<>(defaultSignals());
        words.addAll(JAVA);
        words.addAll(ClassArchive.options());
        words.add("io.github.ouigate.Main");
        words.addAll(List.of(args));
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }

    /** Starts the program from copies of its jars and waits until it has stopped at a step. */
    public static OuigateProcess startAndPauseAt(String point, Path jars, String... args) {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(List.of("-cp", ClassArchive.copyTo(jars), "io.github.ouigate.PausingMain", point));
        command.addAll(List.of(args));
        try {
            OuigateProcess process = new OuigateProcess(new ProcessBuilder(command).start(), List.of(args));
            process.awaitOutput("AT " + point);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OuigateProcess startMain(String mainClass, Map<String, String> environment, String... args) {
        return startMain(List.of(), mainClass, environment, args);
    }

    private static OuigateProcess startMain(
            List<String> options, String mainClass, Map<String, String> environment, String... args) {
        List<String> command = new ArrayList<>(defaultSignals());
        command.addAll(JAVA);
        command.addAll(ClassArchive.options());
        command.addAll(options);
        command.add(mainClass);
        command.addAll(List.of(args));
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            return new OuigateProcess(builder.start(), List.of(args));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> defaultSignals() {
        return ignoresSigint() ? List.of("env", "--default-signal=INT") : List.of();
    }

    /** Returns whether SIGINT is ignored, as in a background build, whose children inherit that. */
    private static boolean ignoresSigint() {
        Path status = Path.of("/proc/self/status");
        try (Stream<String> lines = Files.exists(status) ? Files.lines(status) : Stream.empty()) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 1L << (SIGINT - 1)) != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the arguments of the process and its descendants, as visible to other users. */
    public String arguments() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(handle -> Path.of("/proc", String.valueOf(handle.pid()), "cmdline"))
                .map(OuigateProcess::read)
                .collect(Collectors.joining("\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace('\0', ' ');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the process has printed {@code text} to its standard output. */
    public void awaitOutput(String text) {
        Await.until(text, PATIENCE, () -> out().contains(text) || !process.isAlive(), this::output);
        if (!process.isAlive() && !out().contains(text)) {
            throw new AssertionError("ended before it printed " + text + ": " + output());
        }
    }

    /** Continues a process that has stopped at a step. */
    public void goOn() {
        tell("go on");
    }

    /** Makes a process that has stopped at a step throw an OutOfMemoryError there. */
    public void fail() {
        tell("fail");
    }

    private void tell(String line) {
        try (OutputStream in = process.getOutputStream()) {
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process like {@code kill -9} and waits for its end. */
    public void kill() {
        killed = true;
        process.destroyForcibly();
        exitCode();
    }

    /** Sends {@code INT} or {@code TERM}. */
    public void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("cannot send " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Sends a signal to a process that has stopped at a step, and waits until it is handled. */
    public void signalAndAwaitNotice(String name) {
        signal(name);
        awaitOutput("WINDING UP");
    }

    /** Waits for the end of the process and returns its exit code. */
    public int exitCode() {
        return exitCodeWithin(PATIENCE);
    }

    /** Waits for the end of the process for at most {@code patience} and returns its exit code. */
    public int exitCodeWithin(Duration patience) {
        Await.until("the end of the process", patience, () -> !process.isAlive(), this::output);
        out.join();
        err.join();
        if (!killed) {
            PublishedSchema.assertDescribes(args, result(), process.exitValue());
        }
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String out() {
        return out.text();
    }

    /** Returns the standard output without the lines about steps. */
    public String result() {
        return STEPS.matcher(out()).replaceAll("");
    }

    /** Returns both streams. */
    public String output() {
        return out.text() + err.text();
    }

    @Override
    public void close() {
        kill();
    }

    /** The output of a process so far. */
    private static final class Collected {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread reader;

        Collected(InputStream stream) {
            reader = new Thread(() -> copy(stream), "output of a process");
            reader.setDaemon(true);
            reader.start();
        }

        private void copy(InputStream stream) {
            try {
                stream.transferTo(bytes);
            } catch (IOException e) {
                // the stream is closed when a process is killed: there is no more to come
            }
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        void join() {
            Await.until("the end of the output", () -> !reader.isAlive(), this::text);
        }
    }
}
