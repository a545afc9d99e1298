package io.github.ouigate.cli;

import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.cli.terminal.Terminal;
import io.github.ouigate.message.Message;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.Problem;
import io.github.ouigate.run.outcome.Ending;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Assembles the commands and runs the requested one. */
public final class Cli {
    private static final String LANGUAGE = "--lang";

    private static final Pattern JSON = Pattern.compile("--json(=(?!(?i:false)$).*)?");

    private static final String COMPLETION = "completion";
    private static final String HELP = "help";

    private final ProcessContext context;
    private final List<String> args;
    private final Locale language;
    private final Ouigate root;
    private final EndingPrinter printer;

    /** Prepares a command line. */
    public Cli(ProcessContext context, String... args) {
        this.context = context;
        this.args = List.of(args);
        // Both are determined before the arguments are parsed, since errors in them are reported accordingly.
        boolean json = Arrays.stream(args).anyMatch(word -> JSON.matcher(word).matches());
        this.language = language();
        this.root = new Ouigate(context, language, json);
        this.printer = new EndingPrinter(context, root::console, json);
    }

    /**
     * Prints that the program was interrupted before a run began.
     *
     * @return false if another ending has already been printed
     */
    public boolean printInterrupted() {
        return printer.print(interrupted(ExitCode.INTERRUPTED.name(), Message.of("interrupted")));
    }

    /** Prints the known state of an interrupted run whose server does not answer. */
    public void printAbandoned() {
        Optional<Ending> ending = context.interruption().ending();
        Message known = ending.map(how -> Message.of(how == Ending.UNKNOWN ? "interrupted.unknown" : "receipt." + how))
                .orElse(Message.of("interrupted.abandoned"));
        boolean unused =
                printer.print(interrupted(ending.map(Ending::name).orElse(ExitCode.INTERRUPTED.name()), known));
    }

    private static Failure interrupted(String outcome, Message known) {
        Problem problem = new Problem(
                ExitCode.INTERRUPTED.name(), List.of(known), Problem.of(known).remedies());
        return new Failure(ExitCode.INTERRUPTED, outcome, problem);
    }

    /** Runs the command line and returns its exit code; never throws. */
    public int run() {
        Map<String, Supplier<Object>> named = commands(); // reading the annotations of a command is slow
        named.keySet().retainAll(command());
        boolean all = named.isEmpty() || named.containsKey(COMPLETION) || named.containsKey(HELP);
        try {
            return execute(all ? commands() : named).code();
        } catch (ParameterException e) {
            return printer.print(e).code();
        } catch (Exception | Error e) {
            return printer.print(e).code();
        }
    }

    /** Returns the first word that is neither an option nor the value of one. */
    private Set<String> command() {
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).equals(LANGUAGE)) {
                i++;
            } else if (!args.get(i).startsWith("-")) {
                return Set.of(args.get(i));
            }
        }
        return Set.of();
    }

    private ExitCode execute(Map<String, Supplier<Object>> commands) throws Exception {
        ParseResult parsed = commandLine(commands).parseArgs(args.toArray(String[]::new));
        List<CommandLine> named = parsed.asCommandLineList();
        for (CommandLine command : named) {
            if (command.isVersionHelpRequested()) {
                return printer.print(CommandResult.ofReading(
                        String.join("\n", command.getCommandSpec().version()) + "\n"));
            }
            if (command.isUsageHelpRequested()) {
                return printer.print(CommandResult.ofReading(root.help(command)));
            }
        }
        named.forEach(Cli::requireValues);
        CommandLine last = named.get(named.size() - 1);
        if (last.getCommand() instanceof Subcommand command) {
            return printer.print(command.execute());
        }
        throw new ParameterException(last, "");
    }

    /** Refuses an empty value, which an unset variable leaves, instead of taking it for a name. */
    private static void requireValues(CommandLine command) {
        for (OptionSpec option : command.getParseResult().matchedOptions()) {
            if (option.originalStringValues().stream().anyMatch(String::isBlank)) {
                throw new ParameterException(command, "", option, "");
            }
        }
    }

    private CommandLine commandLine(Map<String, Supplier<Object>> commands) {
        Terminal terminal = context.terminal();
        CommandLine line = new CommandLine(root);
        commands.values().forEach(command -> line.addSubcommand(command.get()));
        return line.setResourceBundle(new Messages(language).bundle())
                .setExpandAtFiles(false) // an argument that starts with @ is no file to read more arguments from
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    }

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("init", InitCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("apply", ApplyCommand::new);
        commands.put("restore", RestoreCommand::new);
        commands.put("verify", VerifyCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("history", HistoryCommand::new);
        commands.put("schema", SchemaCommand::new);
        commands.put("demo", DemoCommand::new);
        commands.put(COMPLETION, CompletionCommand::new);
        commands.put(HELP, HelpCommand::new);
        return commands;
    }

    /** Returns the requested language, or that of the environment without a valid request. */
    private Locale language() {
        for (int i = 0; i < args.size(); i++) {
            for (Ouigate.Language known : Ouigate.Language.values()) {
                boolean apart =
                        i > 0 && args.get(i - 1).equals(LANGUAGE) && args.get(i).equals(known.name());
                if (apart || args.get(i).equals(LANGUAGE + "=" + known)) {
                    return Locale.forLanguageTag(known.name());
                }
            }
        }
        return context.locale();
    }
}
