package io.github.ouigate.cli;

import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.LedgerStatus;
import io.github.ouigate.target.Dialect;
import io.github.ouigate.target.ReadOnly;
import io.github.ouigate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Tells whether the tag was applied, and whether somebody has Liquibase's lock. Writes nothing. */
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
        Output output = root.output();
        Optional<Job> job = jobOptions.read(root.surroundings(), output, Optional.empty());
        if (job.isEmpty()) {
            return ExitCode.REFUSED.code();
        }
        Target target = connection.target(root.surroundings());
        try (ConnectionOptions.Opened opened =
                ConnectionOptions.open(target, "ouigate status", root.surroundings(), output)) {
            Connection session = opened.connection();
            Dialect dialect = opened.connector().dialect();
            LedgerStatus status = ReadOnly.in(
                    session,
                    dialect,
                    () -> LedgerStatus.read(
                            session,
                            dialect,
                            jobOptions.ledger(dialect, Optional.empty()),
                            job.get().tag(),
                            job.get().changeSet()));
            boolean shown = output.result(
                    json
                            ? output.json().status(status, job.get())
                            : output.text().status(status, job.get()));
            return (shown ? ExitCode.DONE : ExitCode.FAILED).code();
        }
    }
}
