package io.github.ouigate.cli;

import io.github.ouigate.app.InputFile;
import io.github.ouigate.cli.option.DatabaseGuardOptions;
import io.github.ouigate.cli.option.EndpointOptions;
import io.github.ouigate.cli.option.ExpectedDigest;
import io.github.ouigate.cli.option.JobOptions;
import io.github.ouigate.cli.option.SessionOptions;
import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.verify.Check;
import io.github.ouigate.verify.Verification;
import io.github.ouigate.verify.Verifier;
import io.github.ouigate.verify.http.EndpointReader;
import io.github.ouigate.verify.http.EndpointRequest;
import java.nio.file.Path;
import java.sql.SQLException;
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

    @Option(names = "--receipt", descriptionKey = "help.receipt", paramLabel = "FILE")
    private @Nullable Path receipt;

    @Mixin
    private ExpectedDigest expected = new ExpectedDigest();

    @Mixin
    private EndpointOptions endpoints = new EndpointOptions();

    @Override
    public CommandResult execute() throws SQLException {
        ProcessContext context = context();
        Console console = console();
        List<EndpointRequest> requests = endpoints.requests(context.directory());
        Optional<String> digest = expected.of("--receipt", receipt != null);
        Optional<SavedReceipt> saved = context.resolve(receipt).map(file -> new InputFile(file, digest).receipt());
        Job job = jobOptions.read(context, saved.map(SavedReceipt::job));
        saved.ifPresent(of -> of.requireJob(job));
        Verification inDatabase = verify(job, saved);
        Verification verification = requests.isEmpty()
                ? inDatabase
                : inDatabase.with(check(requests, endpoints.reader(saved.flatMap(SavedReceipt::lockRequestedAt))));
        return CommandResult.ofReading(
                verification.isVerified() ? ExitCode.DONE : ExitCode.DIFFERS,
                () -> console.text().verification(verification),
                () -> console.json().verification(verification));
    }

    private static List<Check> check(List<EndpointRequest> requests, EndpointReader reader) {
        return requests.stream().map(reader::check).toList();
    }

    private Verification verify(Job job, Optional<SavedReceipt> saved) throws SQLException {
        ConnectionSettings settings = sessions.forVerifying(settings(), saved);
        try (DatabaseSession opened = open(settings, "ouigate verify")) {
            Dialect dialect = opened.dialect();
            Ledger ledger = jobOptions.ledger(dialect, saved.map(SavedReceipt::ledgerSchema));
            return new Verifier(opened.connection(), dialect, ledger)
                    .verify(job, guards.forReading(settings).allowing(allowedFunctions), saved);
        }
    }
}
