package io.github.ouigate.cli;

import io.github.ouigate.app.PlanFile;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.job.Job;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.Survey;
import io.github.ouigate.planner.Planner;
import io.github.ouigate.report.SavedDocument;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows what would be deleted, what is kept and what stands in the way. Writes nothing. */
@Command(name = "plan", mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    @ParentCommand
    private Ouigate root;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private JobOptions jobOptions = new JobOptions();

    @Mixin
    private GuardOptions guards = new GuardOptions();

    @Option(names = "--out", descriptionKey = "help.out", paramLabel = "FILE")
    private @Nullable Path out;

    @Option(names = "--html", descriptionKey = "help.html", paramLabel = "FILE")
    private @Nullable Path html;

    @Option(names = "--json", descriptionKey = "help.json")
    private boolean json;

    @Override
    public Integer call() throws SQLException {
        Console console = root.console();
        Optional<PlanFile> file = file(out);
        Optional<PlanFile> page = file(html);
        if (file.isPresent() && file.equals(page)) {
            throw new UsageException(
                    Message.of("saved-plan.same-file", file.get().path()));
        }
        Optional<Job> job = jobOptions.read(root.context(), console, jobOptions.given(), Optional.empty());
        if (job.isEmpty()) {
            return ExitCode.REFUSED.code();
        }
        Survey survey = survey(job.get(), console);
        Plan plan = survey.plan();
        String document = json || file.isPresent() ? console.json().plan(plan) : ""; // nobody else reads it
        file.ifPresent(to -> to.write(document));
        page.ifPresent(to -> to.write(console.html()
                .plan(
                        survey,
                        root.context().clock().instant(),
                        file.map(saved -> SavedDocument.of(saved.path(), document)))));
        if (!console.printResult(json ? document : console.text().plan(plan))) {
            return ExitCode.FAILED.code();
        }
        file.ifPresent(to -> console.info("\n" + console.text().note(Message.of("saved-plan.written", to.path()))));
        page.ifPresent(to -> console.info("\n" + console.text().note(Message.of("plan-page.written", to.path()))));
        if (!json) {
            console.info(console.text().nextStep(plan, file.map(PlanFile::path)));
        }
        return (plan.applicable() ? ExitCode.DONE : ExitCode.REFUSED).code();
    }

    private Optional<PlanFile> file(@Nullable Path option) {
        Optional<PlanFile> file = Optional.ofNullable(option)
                .map(path ->
                        new PlanFile(root.context().directory().resolve(path).normalize()));
        file.ifPresent(PlanFile::checkWritable);
        return file;
    }

    /** Counts by month only for the page: that reads the table once more. */
    private Survey survey(Job job, Console console) throws SQLException {
        ConnectionSettings settings = connection.settings(root.context());
        try (DatabaseSession opened = ConnectionOptions.open(settings, "ouigate plan", root.context(), console)) {
            Dialect dialect = opened.dialect();
            Planner planner = new Planner(dialect, jobOptions.ledger(dialect, Optional.empty()));
            return html == null
                    ? new Survey(planner.plan(opened.connection(), job, guards.forReading()), Optional.empty())
                    : planner.survey(opened.connection(), job, guards.forReading());
        }
    }
}
