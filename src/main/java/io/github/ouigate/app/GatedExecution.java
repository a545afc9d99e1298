package io.github.ouigate.app;

import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.gate.Decision;
import io.github.ouigate.gate.Gate;
import io.github.ouigate.gate.Question;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.receipt.RunRecord;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.RunResult;
import io.github.ouigate.run.RunSettings;
import io.github.ouigate.run.RunTask;
import io.github.ouigate.run.lock.Runner;
import io.github.ouigate.run.outcome.Outcome;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The common part of purges and restores: a run that begins only after the gate has opened. */
final class GatedExecution {
    private final AppContext context;
    private final ExecutionRequest request;
    private final RunRecord.Start start;

    GatedExecution(AppContext context, ExecutionRequest request) {
        this.context = context;
        this.request = request;
        var now = context.clock().instant();
        this.start = new RunRecord.Start(RunId.at(now), request.settings().operator(), now);
    }

    RunRecord.Start start() {
        return start;
    }

    /** Opens the session of the run. */
    DatabaseSession open() {
        return context.sessions().apply(start.runId().sessionName());
    }

    /** Returns the record of the run with its result. */
    RunRecord record(RunResult result) {
        return start.ended(result, context.clock().instant());
    }

    /**
     * Refuses a plan with blocking hazards, asks for the confirmation, and runs.
     *
     * @param question asks for the confirmation; null if it cannot be asked
     * @param task creates the task to run
     */
    RunResult run(
            DatabaseSession session,
            Ledger ledger,
            List<Hazard> hazards,
            @Nullable Question question,
            Function<RunContext, RunTask> task)
            throws SQLException {
        if (hazards.stream().anyMatch(hazard -> hazard.severity() == Hazard.Severity.BLOCK)) {
            return RunResult.notBegun(blocked(hazards));
        }
        if (request.rehearse()) {
            return run(Optional.empty(), session, ledger, task);
        }
        Decision decision = new Gate().decide(request.confirmations(), question);
        return decision instanceof Decision.Closed closed
                ? RunResult.notBegun(new Outcome.Declined(closed.reason()))
                : run(Optional.of((Decision.Open) decision), session, ledger, task);
    }

    /** Returns Busy if only locks of other sessions block, since the run can then be retried. */
    private static Outcome blocked(List<Hazard> hazards) {
        Message reason = Hazard.refusal(hazards);
        return Hazard.blockedByOthersOnly(hazards) ? new Outcome.Busy(reason) : new Outcome.Refused(reason);
    }

    /** Runs on a session that ends with the run, so that later work does not block other runs. */
    private RunResult run(
            Optional<Decision.Open> gate, DatabaseSession session, Ledger ledger, Function<RunContext, RunTask> task)
            throws SQLException {
        try (DatabaseSession live = session.renewed(start.runId().sessionName());
                Operator.ProgressDisplay progress = context.operator().progress()) {
            RunContext run =
                    RunContext.of(gate, start.runId(), settings(live), live, ledger, context.interruption(), progress);
            return new Runner(run, task.apply(run)).run();
        }
    }

    /** Returns the settings with an operator's name that the ledger's encoding can represent. */
    private RunSettings settings(DatabaseSession live) throws SQLException {
        String operator = request.settings().operator();
        String known = live.dialect().serverInfo(live.connection()).withKnownCharacters(operator);
        if (!known.equals(operator)) {
            context.operator().note(Message.of("encoding.operator", operator, known));
        }
        return request.settings().withOperator(known);
    }
}
