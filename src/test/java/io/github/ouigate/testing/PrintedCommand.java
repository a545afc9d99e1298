package io.github.ouigate.testing;

import io.github.ouigate.testing.CommandLineRun.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands in a report, executed as if copied into a shell. */
public final class PrintedCommand {
    private static final Pattern COMMAND = Pattern.compile("(?m)^ *((?:mkdir|ouigate) (?:.*\\\\\\n)*.*)$");

    private PrintedCommand() {}

    /** Returns the commands in a text, in order. */
    public static List<String> in(String text) {
        List<String> commands = new ArrayList<>();
        Matcher matcher = COMMAND.matcher(text);
        while (matcher.find()) {
            commands.add(matcher.group(1));
        }
        return commands;
    }

    /** Lets a shell parse a command, creates its directories, and runs ouigate with its arguments. */
    public static Result run(String command, String... more) {
        String script = "ouigate() { printf '%s\\0' \"$@\"; }\n" + command;
        try {
            Process shell = new ProcessBuilder("sh", "-c", script)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> arguments = new ArrayList<>(Arrays.asList(words.split("\0")));
            arguments.addAll(List.of(more));
            return new CommandLineRun().run(arguments.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
