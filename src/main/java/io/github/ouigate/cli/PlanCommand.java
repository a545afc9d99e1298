package io.github.ouigate.cli;

import io.github.ouigate.app.OutputFile;
import io.github.ouigate.app.PlannedArchive;
import io.github.ouigate.cli.option.GuardOptions;
import io.github.ouigate.cli.option.JobOptions;
import io.github.ouigate.cli.option.SessionOptions;
import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.gate.Gate;
import io.github.ouigate.job.Job;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.planner.Planner;
import io.github.ouigate.report.Problem;
import io.github.ouigate.report.SavedDocument;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what would be deleted, what is kept and what blocks the purge. Writes nothing to the database. */
@Command(name = "plan", mixinStandardHelpOptions = true)
final class PlanCommand extends DatabaseCommand {
    @Mixin
    private JobOptions jobOptions = new JobOptions();

    @Mixin
    private GuardOptions guards = new GuardOptions();

    @Mixin
    private SessionOptions sessions = new SessionOptions();

    @Option(names = "--out", descriptionKey = "help.out", paramLabel = "FILE")
    private @Nullable Path out;

    @Option(names = "--html", descriptionKey = "help.html", paramLabel = "FILE")
    private @Nullable Path html;

    @Option(names = "--archive", descriptionKey = "help.plan-archive", paramLabel = "DIR")
    private @Nullable Path archive;

    @Override
    public CommandResult execute() throws SQLException {
        Console console = console();
        Optional<OutputFile> file = outputFile(out);
        Optional<OutputFile> page = outputFile(html);
        if (file.isPresent() && file.equals(page)) {
            throw new UsageException(
                    Message.of("saved-plan.same-file", file.get().path()));
        }
        ConnectionSettings settings = sessions.forPlanning(settings());
        Job job = jobOptions.read(context(), Optional.empty());
        Optional<PlannedArchive> archived = context()
                .resolve(archive)
                .map(directory -> PlannedArchive.in(
                        directory, job.tag(), context().clock().instant()));
        archived.ifPresent(PlannedArchive::check);
        Plan plan = plan(settings, job, archived);
        String document = isJson() || file.isPresent() ? console.json().plan(plan) : ""; // otherwise unused
        Optional<Path> replaced = file.filter(OutputFile::exists).map(OutputFile::path);
        file.ifPresent(to -> to.write(document));
        page.ifPresent(to -> to.write(console.html()
                .plan(plan, context().clock().instant(), file.map(saved -> SavedDocument.of(saved.path(), document)))));

        List<String> written = new ArrayList<>();
        file.ifPresent(to -> written.add("\n"
                + console.text()
                        .note(Message.of(
                                "saved-plan.written",
                                to.path(),
                                SavedDocument.of(to.path(), document).digest()))));
        replaced.ifPresent(to -> written.add(console.text().note(Message.of("saved-plan.replaced"))));
        page.ifPresent(to -> written.add("\n" + console.text().note(Message.of("plan-page.written", to.path()))));
        List<String> notes = new ArrayList<>();
        if (!isJson()) {
            notes.add(console.text().nextStep(plan, file.map(OutputFile::path)));
        }
        Gate.refusal(jobOptions.given().confirmations(context()))
                .map(reason -> Message.of("plan.gate", reason))
                .ifPresent(reason -> notes.add("\n" + console.text().note(Problem.of(reason))));
        return CommandResult.ofReading(code(plan), () -> console.text().plan(plan), () -> document)
                .writing(written)
                .with(notes);
    }

    private static ExitCode code(Plan plan) {
        if (plan.applicable()) {
            return ExitCode.DONE;
        }
        return Hazard.blockedByOthersOnly(plan.hazards()) ? ExitCode.BUSY : ExitCode.REFUSED;
    }

    /** Makes the plan. Counts by month only for the page, since that reads the table once more. */
    private Plan plan(ConnectionSettings settings, Job job, Optional<PlannedArchive> archived) throws SQLException {
        try (DatabaseSession opened = open(settings, "ouigate plan")) {
            if (archived.isPresent()) {
                archived.get().requireRowCopy(opened);
            }
            Dialect dialect = opened.dialect();
            Planner planner = new Planner(
                    dialect, jobOptions.ledger(dialect, Optional.empty()), archived.map(PlannedArchive::room));
            Plan plan = planner.plan(opened.connection(), job, guards.forPlanning(settings), html != null);
            return archived.map(wanted -> wanted.checked(plan)).orElse(plan);
        }
    }
}
