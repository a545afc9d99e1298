package io.github.ouigate.cli.option;

import io.github.ouigate.app.InputFile;
import io.github.ouigate.app.OutputFile;
import io.github.ouigate.app.SavedRun;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for a plan or receipt that supplies the job. */
public final class SavedRunOptions {
    @Option(names = "--plan", descriptionKey = "help.named-plan", paramLabel = "FILE")
    private @Nullable Path plan;

    @Option(names = "--receipt", descriptionKey = "help.receipt", paramLabel = "FILE")
    private @Nullable Path receipt;

    @Mixin
    private ExpectedDigest expected = new ExpectedDigest();

    /** Returns whether one of the options is given. */
    public boolean isGiven() {
        return plan != null || receipt != null;
    }

    /**
     * Checks that a file to be written is not the plan or receipt.
     *
     * @throws UsageException if it is
     */
    public void requireOther(OutputFile file, ProcessContext context) {
        context.resolve(plan).ifPresent(input -> file.checkIsNot(input, "--plan"));
        context.resolve(receipt).ifPresent(input -> file.checkIsNot(input, "--receipt"));
    }

    /**
     * Reads the file.
     *
     * @throws UsageException if two files are given
     */
    public SavedRun read(ProcessContext context) {
        if (plan != null && receipt != null) {
            throw new UsageException(Message.of("saved-run.both"));
        }
        Optional<String> digest = expected.of(plan == null ? "--receipt" : "--plan", isGiven());
        return new SavedRun(
                context.resolve(plan).map(file -> new InputFile(file, digest).plan()),
                context.resolve(receipt).map(file -> new InputFile(file, digest).receipt()));
    }
}
