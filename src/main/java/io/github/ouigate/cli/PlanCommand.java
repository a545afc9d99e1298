package io.github.ouigate.cli;

import io.github.ouigate.job.Job;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.Planner;
import io.github.ouigate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    @Option(names = "--json", descriptionKey = "help.json")
    private boolean json;

    @Override
    public Integer call() throws SQLException {
        Output output = root.output();
        Optional<Job> job = jobOptions.read(root.surroundings(), output);
        if (job.isEmpty()) {
            return ExitCode.REFUSED.code();
        }
        Target target = connection.target(root.surroundings());
        try (ConnectionOptions.Opened opened =
                ConnectionOptions.open(target, "ouigate plan", root.surroundings(), output)) {
            Connection session = opened.connection();
            Plan plan = new Planner(
                            opened.connector().dialect(),
                            jobOptions.ledger(opened.connector().dialect()))
                    .plan(session, job.get(), guards.forReading());
            if (!output.result(json ? output.json().plan(plan) : output.text().plan(plan))) {
                return ExitCode.FAILED.code();
            }
            if (!json) {
                output.say(output.text().nextStep(plan));
            }
            return (plan.applicable() ? ExitCode.DONE : ExitCode.REFUSED).code();
        }
    }
}
