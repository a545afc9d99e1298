package io.github.ouigate.cli;

import io.github.ouigate.app.SavedRun;
import io.github.ouigate.cli.option.JobOptions;
import io.github.ouigate.cli.option.SavedRunOptions;
import io.github.ouigate.cli.option.SessionOptions;
import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.job.Job;
import io.github.ouigate.status.LedgerStatus;
import io.github.ouigate.status.LedgerStatus.Unread;
import io.github.ouigate.status.StatusReader;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows whether the tag is applied, which runs are active and which sessions block them. Writes nothing. */
@Command(name = "status", mixinStandardHelpOptions = true)
final class StatusCommand extends DatabaseCommand {
    @Mixin
    private JobOptions jobOptions = new JobOptions();

    @Mixin
    private SavedRunOptions savedRun = new SavedRunOptions();

    @Override
    public CommandResult execute() throws SQLException {
        Console console = console();
        SavedRun saved = savedRun.read(context());
        Job job = jobOptions.read(context(), saved.job());
        saved.requireJob(job);
        ConnectionSettings settings = SessionOptions.forReading(settings(), saved.plan());
        try (DatabaseSession opened = open(settings, "ouigate status")) {
            Dialect dialect = opened.dialect();
            LedgerStatus status = new StatusReader(
                            opened.connection(), dialect, jobOptions.ledger(dialect, saved.ledgerSchema()))
                    .read(job);
            saved.requireDatabase(status.database());
            return CommandResult.ofReading(ending(status), () -> console.text().status(status), () -> console.json()
                    .status(status, job));
        }
    }

    /** Returns the exit code; a status fails if the state of the tag is unknown. */
    private static ExitCode ending(LedgerStatus status) {
        if (status.tagState() != LedgerStatus.TagState.UNKNOWN) {
            return ExitCode.DONE;
        }
        return Unread.areOnlyLocked(status.unread()) ? ExitCode.BUSY : ExitCode.REFUSED;
    }
}
