package io.github.ouigate.cli;

import io.github.ouigate.app.InputFile;
import io.github.ouigate.app.Purge;
import io.github.ouigate.app.PurgeRequest;
import io.github.ouigate.cli.option.ExpectedDigest;
import io.github.ouigate.cli.option.GuardOptions;
import io.github.ouigate.cli.option.JobOptions;
import io.github.ouigate.cli.option.RunOptions;
import io.github.ouigate.cli.option.SessionOptions;
import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.job.Job;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.Drift;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.receipt.Receipt;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plans, asks for the confirmation, runs, and shows the receipt. */
@Command(name = "apply", mixinStandardHelpOptions = true)
final class ApplyCommand extends DatabaseCommand {
    @Mixin
    private JobOptions jobOptions = new JobOptions();

    @Mixin
    private GuardOptions guards = new GuardOptions();

    @Mixin
    private SessionOptions sessions = new SessionOptions();

    @Mixin
    private RunOptions runOptions = new RunOptions();

    @Option(names = "--plan", descriptionKey = "help.plan", paramLabel = "FILE")
    private @Nullable Path plan;

    @Mixin
    private ExpectedDigest expected = new ExpectedDigest();

    @Option(names = "--max-drift", descriptionKey = "help.max-drift", paramLabel = "N|N%")
    private @Nullable String maxDrift;

    @Option(names = "--archive", descriptionKey = "help.archive", paramLabel = "DIR")
    private @Nullable Path archive;

    @Option(names = "--receipt-dir", descriptionKey = "help.receipt-dir", paramLabel = "DIR")
    private @Nullable Path receipts;

    @Option(names = "--vacuum", descriptionKey = "help.vacuum")
    private boolean vacuum;

    @Override
    public CommandResult execute() throws SQLException {
        ProcessContext context = context();
        Console console = console();
        Optional<String> digest = expected.of("--plan", plan != null);
        Optional<SavedPlan> approved = context.resolve(plan).map(file -> new InputFile(file, digest).plan());
        Job job = jobOptions.read(context, approved.map(SavedPlan::job));
        Optional<Drift> drift = Optional.ofNullable(maxDrift).map(ApplyCommand::drift);
        ConnectionSettings settings = sessions.forRunning(settings(), approved);
        PurgeRequest request = new PurgeRequest(
                job,
                runOptions.request(context, guards.forWriting(settings, approved), jobOptions.given()),
                jobOptions.ledgerSchema(approved.map(SavedPlan::ledgerSchema)),
                approved,
                drift,
                context.resolve(archive),
                context.resolve(receipts),
                vacuum,
                isJson() || receipts != null);
        Receipt receipt = new Purge(appContext(settings), request, console.words()).execute();
        return CommandResult.ofRun(receipt.ending(), () -> "\n" + console.text().receipt(receipt), () -> console.json()
                .receipt(receipt));
    }

    private static Drift drift(String text) {
        return Drift.parse(text).orElseThrow(() -> new UsageException(Message.of("option.drift", text)));
    }
}
