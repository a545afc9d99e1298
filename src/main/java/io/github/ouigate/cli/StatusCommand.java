package io.github.ouigate.cli;

import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.job.Job;
import io.github.ouigate.status.LedgerStatus;
import io.github.ouigate.status.StatusReader;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Tells what has become of the tag, which runs are at work and whom they wait for. Writes nothing. */
@Command(name = "status", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    private Ouigate root;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private JobOptions jobOptions = new JobOptions();

    @Option(names = "--json", descriptionKey = "help.json")
    private boolean json;

    @Override
    public Integer call() throws SQLException {
        Console console = root.console();
        Optional<Job> job = jobOptions.read(root.context(), console, jobOptions.given(), Optional.empty());
        if (job.isEmpty()) {
            return ExitCode.REFUSED.code();
        }
        ConnectionSettings settings = connection.settings(root.context());
        try (DatabaseSession opened = ConnectionOptions.open(settings, "ouigate status", root.context(), console)) {
            Dialect dialect = opened.dialect();
            LedgerStatus status = new StatusReader(
                            opened.connection(), dialect, jobOptions.ledger(dialect, Optional.empty()))
                    .read(job.get().tag(), job.get().changeSet());
            boolean shown = console.printResult(
                    json
                            ? console.json().status(status, job.get())
                            : console.text().status(status));
            return (shown ? ending(status) : ExitCode.FAILED).code();
        }
    }

    /** A status that does not know what became of the tag has not answered the question. */
    private static ExitCode ending(LedgerStatus status) {
        return status.tagState() == LedgerStatus.TagState.UNKNOWN ? ExitCode.REFUSED : ExitCode.DONE;
    }
}
