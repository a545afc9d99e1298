package io.github.ouigate.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Shows the help of a command, or of the program. */
@Command(name = "help", mixinStandardHelpOptions = true)
final class HelpCommand implements Subcommand {
    @ParentCommand
    private Ouigate root;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", descriptionKey = "help.command")
    private @Nullable String command;

    @Override
    public CommandResult execute() {
        CommandLine program = spec.root().commandLine();
        CommandLine shown = command == null ? program : program.getSubcommands().get(command);
        if (shown == null) {
            throw new UnmatchedArgumentException(program, List.of(command), "");
        }
        return CommandResult.ofReading(root.help(shown));
    }
}
