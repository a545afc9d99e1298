package io.github.ouigate.cli;

import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.cli.terminal.Terminal;
import io.github.ouigate.job.UnsafeJobException;
import io.github.ouigate.message.BusyException;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.report.Messages;
import io.github.ouigate.run.outcome.Ending;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts the commands together and runs the one that is asked for. */
public final class Cli {
    /** A long option, a short one that may be followed by its value, or a command. */
    private static final Pattern NAME = Pattern.compile("^(?:--[a-zA-Z][a-zA-Z-]*|-[a-zA-Z]|[a-z][a-z-]*$)");

    /** The option of the language, and its value, among arguments that line breaks separate. */
    private static final Pattern LANGUAGE = Pattern.compile("^--lang[=\\n](.*)$", Pattern.MULTILINE);

    private static final String COMPLETION = "completion";

    private final ProcessContext context;
    private final Ouigate root;

    public Cli(ProcessContext context) {
        this.context = context;
        this.root = new Ouigate(context);
    }

    /** Prints that the program was interrupted before a run began. */
    public void printInterrupted() {
        Console console = root.console();
        console.info("\n" + console.text().error(Message.of("interrupted")));
    }

    /** Prints what is known of an interrupted run that does not end, as its server does not answer. */
    public void printAbandoned() {
        root.console()
                .error(context.interruption()
                        .ending()
                        .map(ending ->
                                Message.of(ending == Ending.UNKNOWN ? "interrupted.unknown" : "receipt." + ending))
                        .orElse(Message.of("interrupted.abandoned")));
    }

    /** Runs a command line and returns its exit code; never throws. */
    public int run(String... args) {
        Map<String, Supplier<Object>> named = commands(); // each takes its time to be read
        named.keySet().retainAll(command(args));
        boolean all = named.isEmpty() || named.containsKey(COMPLETION);
        try {
            return execute(all ? commands() : named, args);
        } catch (Exception | Error e) { // an error: what it calls is handled in execute
            return failed(e);
        }
    }

    /** Returns the first word that is no option, nor the value of one. */
    private static Set<String> command(String... args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--lang")) {
                i++;
            } else if (!args[i].startsWith("-")) {
                return Set.of(args[i]);
            }
        }
        return Set.of();
    }

    private int execute(Map<String, Supplier<Object>> commands, String... args) {
        Terminal terminal = context.terminal();
        CommandLine line = new CommandLine(root);
        commands.values().forEach(command -> line.addSubcommand(command.get()));
        return line.setResourceBundle(new Messages(language(args)).bundle())
                .setExpandAtFiles(false) // an argument that starts with @ is no file to read more arguments from
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((failure, ignored) -> misused(failure))
                .setExecutionExceptionHandler((failure, command, ignored) -> failed(failure))
                .execute(args);
    }

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("plan", PlanCommand::new);
        commands.put("apply", ApplyCommand::new);
        commands.put("restore", RestoreCommand::new);
        commands.put("verify", VerifyCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("history", HistoryCommand::new);
        commands.put("demo", DemoCommand::new);
        commands.put(COMPLETION, CompletionCommand::new);
        return commands;
    }

    /** The help's language has to be known before the arguments are parsed. */
    private Locale language(String... args) {
        Matcher option = LANGUAGE.matcher(String.join("\n", args));
        return option.find() ? Locale.forLanguageTag(option.group(1)) : context.locale();
    }

    /** Explains a failure as far as that is still possible; the exit code is true in any case. */
    private int failed(Throwable failure) {
        Optional<Ending> ending = context.interruption().ending();
        ExitCode code = ending.map(ExitCode::of).orElseGet(() -> code(failure));
        try {
            if (ending.isPresent()) {
                root.console().errorAfter(ending.get(), failure);
            } else if (failure instanceof UnsafeJobException unsafe) {
                root.console().info(root.console().text().unsafe(unsafe));
            } else {
                root.console().error(failure);
            }
        } catch (Exception | Error e) { // the program's files or its memory are gone
            String how = ending.map(Ending::name).orElse(code.name());
            context.terminal().err().println("ouigate: " + how + ". The report failed: " + failure);
        }
        return code.code();
    }

    private static ExitCode code(Throwable failure) {
        if (failure instanceof UnsafeJobException || failure instanceof RefusedException) {
            return ExitCode.REFUSED;
        }
        if (failure instanceof BusyException) {
            return ExitCode.BUSY;
        }
        return failure instanceof UsageException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static Message problem(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> names = names(unmatched);
            return names.isEmpty() ? Message.of("usage.stray") : Message.of("usage.unknown", names);
        }
        if (failure instanceof MissingParameterException missing) {
            List<String> names = missing.getMissing().stream()
                    .map(argument ->
                            argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel())
                    .collect(Collectors.toList());
            return names.isEmpty() ? Message.of("usage.no-command") : Message.of("usage.no-value", names);
        }
        if (failure.getArgSpec() == null
                && !failure.getCommandLine().getSubcommands().isEmpty()) {
            return Message.of("usage.no-command");
        }
        return failure.getArgSpec() instanceof OptionSpec option && failure.getValue() != null
                ? Message.of("usage.bad-value", failure.getValue(), option.longestName())
                : Message.of("usage.wrong", String.valueOf(failure.getMessage()));
    }

    /** Returns what looks like an option or a command: the rest are values, and could be passwords. */
    private static List<String> names(UnmatchedArgumentException unmatched) {
        List<String> words = unmatched.getUnmatched();
        boolean command = unmatched.getCommandLine().getParent() == null;
        return IntStream.range(0, words.size())
                .filter(i -> words.get(i).startsWith("-") || (command && i == 0))
                .mapToObj(i -> NAME.matcher(words.get(i)))
                .filter(Matcher::find)
                .map(Matcher::group)
                .collect(Collectors.toList());
    }

    private int misused(ParameterException failure) {
        Console console = root.console();
        CommandLine command = failure.getCommandLine();
        console.error(problem(failure));
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            console.info(console.text().note(Message.of("usage.suggestion", unmatched.getSuggestions())));
        }
        console.info(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
        return ExitCode.USAGE.code();
    }
}
