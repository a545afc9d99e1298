package io.github.ouigate.cli;

import io.github.ouigate.app.DocumentText;
import io.github.ouigate.app.ReceiptFile;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.receipt.SavedReceipt;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Looks, after a run, whether the database and the application are as it was to leave them. Writes nothing. */
@Command(name = "verify", mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @ParentCommand
    private Ouigate root;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private JobOptions jobOptions = new JobOptions();

    @Mixin
    private DatabaseGuardOptions guards = new DatabaseGuardOptions();

    @Option(names = "--receipt", descriptionKey = "help.receipt", paramLabel = "FILE")
    private @Nullable Path receipt;

    @Option(names = "--endpoint", descriptionKey = "help.endpoint", paramLabel = "URL")
    private List<String> urls = List.of();

    @Option(names = "--header-file", descriptionKey = "help.header-file", paramLabel = "FILE")
    private @Nullable Path headerFile;

    @Option(names = "--endpoint-timeout", descriptionKey = "help.endpoint-timeout", paramLabel = "TIME")
    private String endpointTimeout = "10s";

    @Option(names = "--json", descriptionKey = "help.json")
    private boolean json;

    @Override
    public Integer call() throws SQLException {
        ProcessContext context = root.context();
        Console console = root.console();
        List<Endpoint> endpoints = urls.stream().map(Endpoint::parse).toList();
        RequestHeaders headers = headers(context.directory());
        Duration timeout = RunOptions.duration("--endpoint-timeout", endpointTimeout);
        Optional<SavedReceipt> saved = Optional.ofNullable(receipt)
                .map(file -> new ReceiptFile(context.directory().resolve(file)).read());
        Optional<SavedJob> savedJob = saved.map(SavedReceipt::job);
        Optional<Job> job = jobOptions.read(context, console, jobOptions.given(), savedJob);
        if (job.isEmpty()) {
            return ExitCode.REFUSED.code();
        }
        saved.ifPresent(of -> of.requireJob(job.get()));
        Verification verification = verify(job.get(), saved, savedJob, console);
        if (!endpoints.isEmpty()) {
            EndpointReader reader = new EndpointReader(headers, timeout);
            verification =
                    verification.with(endpoints.stream().map(reader::check).toList());
        }
        boolean shown = console.printResult(
                json
                        ? console.json().verification(verification)
                        : console.text().verification(verification));
        return (shown ? ending(verification) : ExitCode.FAILED).code();
    }

    private Verification verify(Job job, Optional<SavedReceipt> saved, Optional<SavedJob> savedJob, Console console)
            throws SQLException {
        ConnectionSettings settings = connection.settings(root.context());
        try (DatabaseSession opened = ConnectionOptions.open(settings, "ouigate verify", root.context(), console)) {
            Dialect dialect = opened.dialect();
            return new Verifier(opened.connection(), dialect, jobOptions.ledger(dialect, savedJob))
                    .verify(job, guards.forReading(), saved);
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
            return RequestHeaders.parse(file, DocumentText.of(file));
        } catch (IOException e) {
            throw new UsageException(Message.of("header-file.unreadable", file), e);
        }
    }

    private static ExitCode ending(Verification verification) {
        return verification.isVerified() ? ExitCode.DONE : ExitCode.DIFFERS;
    }
}
