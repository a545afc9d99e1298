package io.github.ouigate.cli.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The streams of the process, in UTF-8, since pipelines often have no locale. */
@SuppressWarnings("SystemConsoleNull") // isInteractive checks further
public final class SystemTerminal implements Terminal {
    private static final Logger LOG = Logger.getLogger(SystemTerminal.class.getName());

    /** The maximum number of reads that discard typed input, since a key may be held down. */
    private static final int MOST_READS = 1000;

    private static final Pattern SIZE = Pattern.compile("\\d{1,5} ([1-9]\\d{0,4})");

    /** The width of a terminal that does not tell it. */
    private static final int USUAL = 80;

    private static final int NARROWEST = 40;

    private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");

    /** The type of a file in its mode, as in stat(2), and two of its values. */
    private static final int FILE_TYPE = 0xF000;

    private static final int FIFO = 0x1000;
    private static final int SOCKET = 0xC000;

    private final PrintStream out = stream(FileDescriptor.out);
    private final PrintStream err = stream(FileDescriptor.err);
    private final @Nullable Console console = System.console();

    /** The width, once it is known; 0 until then. */
    private int columns;

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream out() {
        return out;
    }

    /** A pipe or a socket fails for no other reason. The message of the failure depends on the language. */
    @Override
    public boolean isReaderGone() {
        if (!out.checkError()) {
            return false;
        }
        try {
            int type = (int) Files.getAttribute(STANDARD_OUTPUT, "unix:mode") & FILE_TYPE;
            return type == FIFO || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public PrintStream err() {
        return err;
    }

    @Override
    public boolean isInteractive() {
        return console != null && isTerminal(console);
    }

    @Override
    public synchronized OptionalInt width() {
        if (!isInteractive()) {
            return OptionalInt.empty();
        }
        if (columns == 0) {
            Matcher size = SIZE.matcher(stty("size")); // rows and columns
            columns = size.matches() ? Math.max(NARROWEST, Integer.parseInt(size.group(1))) : USUAL;
        }
        return OptionalInt.of(columns);
    }

    /** From JDK 22 on, a console may have no terminal: Console.isTerminal, which JDK 17 lacks, distinguishes them. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /**
     * Switches the terminal to non-canonical mode, since in canonical mode an incomplete line cannot be read and
     * discarded.
     */
    @Override
    public void discardTyped() {
        String settings = stty("-g");
        if (!settings.isEmpty()) {
            stty("-icanon", "min", "0", "time", "0");
            drain();
            stty(settings);
        }
        drain();
    }

    private static void drain() {
        byte[] typed = new byte[4096];
        try {
            for (int i = 0; i < MOST_READS && System.in.available() > 0; i++) {
                int unused = System.in.read(typed);
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "cannot discard input typed before the prompt", e);
        }
    }

    /** Runs stty on the terminal and returns its output; empty if there is no stty, as on Windows. */
    private static String stty(String... arguments) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            Process stty = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return stty.waitFor() == 0 ? printed : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public Optional<String> readLine() {
        return console == null ? Optional.empty() : Optional.ofNullable(console.readLine());
    }

    @Override
    public Optional<String> readSecret() {
        return console == null
                ? Optional.empty()
                : Optional.ofNullable(console.readPassword()).map(String::new);
    }
}
