package io.github.ouigate.cli;

import io.github.ouigate.app.PlanFile;
import io.github.ouigate.app.Purge;
import io.github.ouigate.app.PurgeRequest;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.Drift;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.receipt.Receipt;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Plans, asks, runs, and shows the receipt. */
@Command(name = "apply", mixinStandardHelpOptions = true)
final class ApplyCommand implements Callable<Integer> {
    @ParentCommand
    private Ouigate root;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private JobOptions jobOptions = new JobOptions();

    @Mixin
    private GuardOptions guards = new GuardOptions();

    @Mixin
    private RunOptions runOptions = new RunOptions();

    @Option(names = "--plan", descriptionKey = "help.plan", paramLabel = "FILE")
    private @Nullable Path plan;

    @Option(names = "--max-drift", descriptionKey = "help.max-drift", paramLabel = "N|N%")
    private String maxDrift = "0";

    @Option(names = "--archive", descriptionKey = "help.archive", paramLabel = "DIR")
    private @Nullable Path archive;

    @Option(names = "--receipt-dir", descriptionKey = "help.receipt-dir", paramLabel = "DIR")
    private @Nullable Path receipts;

    @Option(names = "--vacuum", descriptionKey = "help.vacuum")
    private boolean vacuum;

    @Option(names = "--json", descriptionKey = "help.json")
    private boolean json;

    @Override
    public Integer call() throws SQLException {
        ProcessContext context = root.context();
        Console console = root.console();
        Optional<SavedPlan> approved = context.resolve(plan).map(file -> new PlanFile(file).read());
        Optional<SavedJob> saved = approved.map(SavedPlan::job);
        GivenProperties given = jobOptions.given();
        Optional<Job> job = jobOptions.read(context, console, given, saved);
        if (job.isEmpty()) {
            return ExitCode.REFUSED.code();
        }
        Drift drift = Drift.parse(maxDrift).orElseThrow(() -> new UsageException(Message.of("option.drift", maxDrift)));
        ConnectionSettings settings = connection.settings(context);
        PurgeRequest request = new PurgeRequest(
                job.get(),
                runOptions.request(context, guards.forWriting(settings, approved), given, drift),
                jobOptions.ledgerSchema(saved),
                approved,
                new PurgeRequest.Files(context.resolve(archive), context.resolve(receipts)),
                vacuum,
                json || receipts != null);
        Receipt receipt = new Purge(root.appContext(settings), request, console.html()).execute();
        console.printResult(
                json ? console.json().receipt(receipt) : "\n" + console.text().receipt(receipt));
        return ExitCode.of(receipt.ending()).code();
    }
}
