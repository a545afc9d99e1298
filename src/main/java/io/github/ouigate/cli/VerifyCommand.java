package io.github.ouigate.cli;

import io.github.ouigate.app.OutputFile;
import io.github.ouigate.app.ReceiptDirectory;
import io.github.ouigate.app.SavedRun;
import io.github.ouigate.cli.option.DatabaseGuardOptions;
import io.github.ouigate.cli.option.EndpointOptions;
import io.github.ouigate.cli.option.JobOptions;
import io.github.ouigate.cli.option.SavedRunOptions;
import io.github.ouigate.cli.option.SessionOptions;
import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.status.History;
import io.github.ouigate.status.HistoryReader;
import io.github.ouigate.verify.Check;
import io.github.ouigate.verify.Verification;
import io.github.ouigate.verify.Verifier;
import io.github.ouigate.verify.http.EndpointReader;
import io.github.ouigate.verify.http.EndpointRequest;
import io.github.ouigate.verify.recovery.KeptReceipts;
import io.github.ouigate.verify.recovery.Recovery;
import io.github.ouigate.verify.recovery.RecoveryVerifier;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks after a run that the database and the application are in the expected state. Writes nothing. */
@Command(name = "verify", mixinStandardHelpOptions = true)
final class VerifyCommand extends DatabaseCommand {
    @Mixin
    private JobOptions jobOptions = new JobOptions();

    @Mixin
    private DatabaseGuardOptions guards = new DatabaseGuardOptions();

    @Mixin
    private SessionOptions sessions = new SessionOptions();

    @Option(names = "--allow-function", descriptionKey = "help.allow-function", paramLabel = "SCHEMA.NAME")
    private Set<String> allowedFunctions = Set.of();

    @Mixin
    private SavedRunOptions savedRun = new SavedRunOptions();

    @Option(names = "--receipt-dir", descriptionKey = "help.verify-receipt-dir", paramLabel = "DIR")
    private @Nullable Path receiptDirectory;

    @Option(names = "--html", descriptionKey = "help.verify-html", paramLabel = "FILE")
    private @Nullable Path html;

    @Mixin
    private EndpointOptions endpoints = new EndpointOptions();

    @Override
    public CommandResult execute() throws SQLException {
        ProcessContext context = context();
        Console console = console();
        Optional<OutputFile> page = outputFile(html);
        List<EndpointRequest> requests = endpoints.requests(context.directory());
        if (receiptDirectory != null) {
            if (savedRun.isGiven() || jobOptions.isGiven() || !requests.isEmpty() || !allowedFunctions.isEmpty()) {
                throw new UsageException(Message.of("recovery.alone"));
            }
            return compare(context.directory().resolve(receiptDirectory), page);
        }
        page.ifPresent(file -> savedRun.requireOther(file, context));
        SavedRun saved = savedRun.read(context);
        Job job = jobOptions.read(context, saved.job());
        saved.requireJob(job);
        Verification inDatabase = verify(job, saved);
        Verification verification = requests.isEmpty()
                ? inDatabase
                : inDatabase.with(
                        check(requests, endpoints.reader(saved.receipt().flatMap(SavedReceipt::lockRequestedAt))));
        page.ifPresent(file -> file.write(
                console.html().verification(verification, context.clock().instant())));
        return CommandResult.ofReading(
                        verification.isVerified() ? ExitCode.DONE : ExitCode.DIFFERS,
                        () -> console.text().verification(verification),
                        () -> console.json().verification(verification))
                .writing(written(page));
    }

    /** Compares all receipts in a directory with the ledgers. */
    private CommandResult compare(Path directory, Optional<OutputFile> page) throws SQLException {
        KeptReceipts kept = new ReceiptDirectory(directory).read();
        ConnectionSettings settings = settings();
        try (DatabaseSession opened = open(settings, "ouigate verify")) {
            Ledger ledgers = new Ledger(opened.dialect(), null);
            History history = new HistoryReader(opened.connection(), opened.dialect(), ledgers).read();
            Verifier.requireGuards(history.database(), guards.forReading(settings));
            Recovery recovery = new RecoveryVerifier(kept, history).verify();
            page.ifPresent(file -> file.write(console()
                    .html()
                    .recovery(recovery, connectionWords(), context().clock().instant())));
            return CommandResult.ofReading(
                            recovery.isVerified() ? ExitCode.DONE : ExitCode.DIFFERS,
                            () -> console().text().recovery(recovery, connectionWords()),
                            () -> console().json().recovery(recovery, connectionWords()))
                    .writing(written(page));
        }
    }

    private List<String> written(Optional<OutputFile> page) {
        return page.map(file -> "\n" + console().text().note(Message.of("page.written", file.path()))).stream()
                .toList();
    }

    private static List<Check> check(List<EndpointRequest> requests, EndpointReader reader) {
        return requests.stream().map(reader::check).toList();
    }

    private Verification verify(Job job, SavedRun saved) throws SQLException {
        ConnectionSettings settings = saved.plan().isPresent()
                ? sessions.forRunning(settings(), saved.plan())
                : sessions.forVerifying(settings(), saved.receipt());
        Set<String> functions = new HashSet<>(allowedFunctions);
        saved.plan().ifPresent(plan -> functions.addAll(plan.allowedFunctions()));
        try (DatabaseSession opened = open(settings, "ouigate verify")) {
            Dialect dialect = opened.dialect();
            Ledger ledger = jobOptions.ledger(dialect, saved.ledgerSchema());
            saved.requireDatabase(dialect.serverInfo(opened.connection()).identity());
            return new Verifier(opened.connection(), dialect, ledger)
                    .verify(job, guards.forReading(settings).allowing(functions), saved.receipt());
        }
    }
}
