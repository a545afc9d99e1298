package io.github.ouigate.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints what makes bash and zsh complete commands and options. */
@Command(name = "completion", mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    @ParentCommand
    private Ouigate root;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String script = AutoComplete.bash("ouigate", spec.root().commandLine());
        return (root.console().printResult(script + "\n") ? ExitCode.DONE : ExitCode.FAILED).code();
    }
}
