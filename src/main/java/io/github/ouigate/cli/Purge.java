package io.github.ouigate.cli;

import io.github.ouigate.gate.Confirmations;
import io.github.ouigate.gate.Decision;
import io.github.ouigate.gate.Gate;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.Planner;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.run.RunSettings;
import io.github.ouigate.run.Runner;
import io.github.ouigate.target.Dialect;
import io.github.ouigate.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The main story, from a job to its receipt: plan, gate, run. */
final class Purge {
    private final Surroundings surroundings;
    private final Output output;
    private final Request request;

    Purge(Surroundings surroundings, Output output, Request request) {
        this.surroundings = surroundings;
        this.output = output;
        this.request = request;
    }

    /**
     * What is asked for.
     *
     * @param approved the plan that was approved, if it is to be that one and no other
     * @param ledgers makes the ledger of a database product
     */
    record Request(
            Job job,
            Optional<SavedPlan> approved,
            Guards guards,
            Confirmations confirmations,
            RunSettings settings,
            Function<Dialect, Ledger> ledgers) {}

    /** Tells it on a target, and returns how it ended. */
    Receipt tell(Target target) throws SQLException {
        Instant start = surroundings.clock().instant();
        RunId runId = RunId.at(start);
        try (ConnectionOptions.Opened opened =
                ConnectionOptions.open(target, runId.sessionName(), surroundings, output)) {
            Connection session = opened.connection();
            Ledger ledger = request.ledgers().apply(opened.connector().dialect());
            Plan found =
                    new Planner(opened.connector().dialect(), ledger).plan(session, request.job(), request.guards());
            Plan plan = request.approved()
                    .map(saved -> saved.approve(found, request.settings().maxDrift()))
                    .orElse(found);
            if (plan.applicable() && plan.applied().isPresent()) {
                return record(runId, plan, start).alreadyApplied(plan.applied().get());
            }
            output.say(output.text().plan(plan));
            if (!plan.applicable()) {
                return record(runId, plan, start).refused(blocked(plan));
            }
            if (!request.settings().rehearse()) {
                Decision decision = new Gate().decide(request.confirmations(), question(plan));
                if (decision instanceof Decision.Closed closed) {
                    return record(runId, plan, start).declined(closed.reason());
                }
            }
            Runner runner = new Runner(
                    opened.connector(),
                    ledger,
                    request.settings(),
                    surroundings.interruption(),
                    new WaitTeller(surroundings.progress(), output));
            try (ConnectionOptions.Opened live = opened.renewed(runId.sessionName())) {
                Outcome outcome = runner.run(live.connection(), plan, runId);
                return record(runId, plan, start).ended(outcome, runner.times());
            }
        }
    }

    private Receipt.Run record(RunId runId, Plan plan, Instant start) {
        return new Receipt.Run(
                runId,
                plan,
                request.settings().operator(),
                start,
                surroundings.clock().instant());
    }

    private static Message blocked(Plan plan) {
        return Message.of(
                "refused.hazards",
                plan.hazards(Hazard.Severity.BLOCK).stream()
                        .map(Hazard::message)
                        .collect(Collectors.toList()));
    }

    private Optional<Supplier<Optional<String>>> question(Plan plan) {
        Terminal terminal = surroundings.terminal();
        if (!terminal.isInteractive()) {
            return Optional.empty();
        }
        return Optional.of(() -> {
            output.say(output.text().question(plan));
            return terminal.readLine();
        });
    }
}
