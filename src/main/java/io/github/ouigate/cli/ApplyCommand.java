package io.github.ouigate.cli;

import io.github.ouigate.app.PlanFile;
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
        Console output = root.output();
        Optional<SavedPlan> approved = Optional.ofNullable(plan)
                .map(file -> new PlanFile(context.directory().resolve(file)).read());
        Optional<Job> job = jobOptions.read(context, output, approved.map(SavedPlan::job));
        if (job.isEmpty()) {
            return ExitCode.REFUSED.code();
        }
        Drift drift = Drift.parse(maxDrift).orElseThrow(() -> new UsageException(Message.of("option.drift", maxDrift)));
        ConnectionSettings target = connection.target(context);
        Purge.Request request = new Purge.Request(
                job.get(),
                approved,
                guards.forWriting(target, approved),
                jobOptions.confirmations(context),
                runOptions.settings(context, drift),
                Optional.ofNullable(archive).map(context.directory()::resolve),
                Optional.ofNullable(receipts).map(context.directory()::resolve),
                vacuum,
                json || receipts != null,
                root::awaitLoading,
                dialect -> jobOptions.ledger(dialect, approved.map(SavedPlan::job)));
        Receipt receipt = new Purge(context, output, request).tell(target);
        output.printResult(
                json ? output.json().receipt(receipt) : "\n" + output.text().receipt(receipt));
        return ExitCode.of(receipt.ending()).code();
    }
}
