package io.github.ouigate.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what makes bash and zsh complete commands and options. */
@Command(name = "completion", mixinStandardHelpOptions = true)
final class CompletionCommand implements Subcommand {
    @Spec
    private CommandSpec spec;

    @Override
    public CommandResult execute() {
        String script = AutoComplete.bash("ouigate", spec.root().commandLine());
        return CommandResult.ofReading(ExitCode.DONE, () -> script + "\n", () -> script);
    }
}
