package io.github.ouigate.cli.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The process' own streams, in UTF-8: pipelines often have no locale, and French has accents. */
@SuppressWarnings("SystemConsoleNull") // isInteractive asks further
public final class SystemTerminal implements Terminal {
    private final PrintStream out = stream(FileDescriptor.out);
    private final PrintStream err = stream(FileDescriptor.err);
    private final @Nullable Console console = System.console();

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
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
    public boolean isInteractive() {
        return console != null && isTerminal(console);
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
