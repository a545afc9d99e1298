package io.github.ouigate.cli;

import io.github.ouigate.app.InputFile;
import io.github.ouigate.cli.option.DatabaseGuardOptions;
import io.github.ouigate.cli.option.ExpectedDigest;
import io.github.ouigate.cli.option.JobOptions;
import io.github.ouigate.cli.option.RunOptions;
import io.github.ouigate.cli.option.SessionOptions;
import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.verify.Check;
import io.github.ouigate.verify.Verification;
import io.github.ouigate.verify.Verifier;
import io.github.ouigate.verify.http.Endpoint;
import io.github.ouigate.verify.http.EndpointReader;
import io.github.ouigate.verify.http.RequestHeaders;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
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

    @Option(names = "--endpoint", descriptionKey = "help.endpoint", paramLabel = "URL")
    private List<String> urls = List.of();

    @Option(names = "--header-file", descriptionKey = "help.header-file", paramLabel = "FILE")
    private @Nullable Path headerFile;

    @Option(names = "--endpoint-timeout", descriptionKey = "help.endpoint-timeout", paramLabel = "TIME")
    private String endpointTimeout = "10s";

    @Override
    public Integer call() throws SQLException {
        ProcessContext context = context();
        Console console = console();
        List<Endpoint> endpoints = urls.stream().map(Endpoint::parse).toList();
        RequestHeaders headers = headers(context.directory());
        Duration timeout = RunOptions.duration("--endpoint-timeout", endpointTimeout);
        Optional<String> digest = expected.of("--receipt", receipt != null);
        Optional<SavedReceipt> saved = context.resolve(receipt).map(file -> new InputFile(file, digest).receipt());
        Job job = jobOptions.read(context, saved.map(SavedReceipt::job));
        saved.ifPresent(of -> of.requireJob(job));
        Verification inDatabase = verify(job, saved);
        Verification verification = endpoints.isEmpty()
                ? inDatabase
                : inDatabase.with(check(endpoints, new EndpointReader(headers, timeout)));
        boolean shown = printResult(() -> console.json().verification(verification), () -> console.text()
                .verification(verification));
        if (!shown) {
            return ExitCode.FAILED.code();
        }
        return (verification.isVerified() ? ExitCode.DONE : ExitCode.DIFFERS).code();
    }

    private static List<Check> check(List<Endpoint> endpoints, EndpointReader reader) {
        return endpoints.stream().map(reader::check).toList();
    }

    private Verification verify(Job job, Optional<SavedReceipt> saved) throws SQLException {
        try (DatabaseSession opened = open(sessions.forVerifying(settings(), saved), "ouigate verify")) {
            Dialect dialect = opened.dialect();
            Ledger ledger = jobOptions.ledger(dialect, saved.map(SavedReceipt::ledgerSchema));
            return new Verifier(opened.connection(), dialect, ledger)
                    .verify(job, guards.forReading().allowing(allowedFunctions), saved);
        }
    }

    private RequestHeaders headers(Path directory) {
        if (headerFile == null) {
            return RequestHeaders.NONE;
        }
        if (urls.isEmpty()) {
            throw new UsageException(Message.of("header-file.unused"));
        }
        Path file = directory.resolve(headerFile);
        try {
            return RequestHeaders.parse(file, new InputFile(file).text());
        } catch (IOException e) {
            throw new UsageException(Message.of("header-file.unreadable", file), e);
        }
    }
}
