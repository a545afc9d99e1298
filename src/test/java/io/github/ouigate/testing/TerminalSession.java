package io.github.ouigate.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A shell command on its own terminal, with simulated typing; it is ended with the test. */
public final class TerminalSession implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final OutputStream keyboard;
    private final Path screen;

    /** Starts a command in a directory. */
    public TerminalSession(Path directory, Map<String, String> environment, String command) {
        try {
            screen = Files.createTempFile("screen", ".txt");
            ProcessBuilder builder = new ProcessBuilder(
                            "script", "--quiet", "--return", "--command", command, "/dev/null")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(screen.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
            keyboard = process.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types a text; a line ends with a line feed. */
    public void type(String text) {
        try {
            keyboard.write(text.getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a text is on the screen; returns false if the command ended before. */
    public boolean await(String text) {
        Await.until(text, PATIENCE, () -> screen().contains(text) || !process.isAlive(), this::screen);
        return screen().contains(text);
    }

    /** Waits for the command's end and returns its exit code. */
    public int exitCode() {
        Await.until("the end of the command", PATIENCE, () -> !process.isAlive(), this::screen);
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the output so far. */
    public String screen() {
        try {
            return Files.readString(screen).replace("\r", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            Files.deleteIfExists(screen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
