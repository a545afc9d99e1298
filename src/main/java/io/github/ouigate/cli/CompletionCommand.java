package io.github.ouigate.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the completion script for bash and zsh. */
@Command(name = "completion", mixinStandardHelpOptions = true)
final class CompletionCommand implements Subcommand {
    @Spec
    private CommandSpec spec;

    @Override
    public CommandResult execute() {
        return CommandResult.ofReading(AutoComplete.bash("ouigate", spec.root().commandLine()) + "\n");
    }
}
