package io.github.ouigate.receipt;

import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.run.Deleted;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.target.TransactionMark;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of a plan, for people and machines.
 *
 * @param operator who started the run
 * @param deletions planned and deleted rows, in the order of the deletes; nothing deleted unless committed
 * @param timings what the time went into, in milliseconds, in the order of the run
 * @param transaction where to find the commit, if there was one
 * @param applied the earlier run's ledger row, if the tag had been applied before
 * @param error why nothing was deleted, or why nobody knows
 */
public record Receipt(
        Ending ending,
        RunId runId,
        Plan plan,
        String operator,
        Instant startedAt,
        Instant finishedAt,
        List<Deleted> deletions,
        Map<String, Long> timings,
        Optional<TransactionMark> transaction,
        Optional<LedgerEntry> applied,
        Optional<Message> error) {
    /** The ways in which a run ends. */
    public enum Ending {
        COMMITTED,
        ALREADY_APPLIED,
        ROLLED_BACK,
        INTERRUPTED,
        UNKNOWN,
        DECLINED,
        REFUSED
    }

    public Receipt {
        deletions = List.copyOf(deletions);
        timings = new LinkedHashMap<>(timings);
    }

    /** Who ran what, and when. */
    public record Run(RunId runId, Plan plan, String operator, Instant startedAt, Instant finishedAt) {
        /** Records the outcome of a run. */
        public Receipt ended(Outcome outcome, Map<String, Long> timings) {
            if (outcome instanceof Outcome.Committed committed) {
                return new Receipt(
                        Ending.COMMITTED,
                        runId,
                        plan,
                        operator,
                        startedAt,
                        finishedAt,
                        committed.deletions(),
                        timings,
                        committed.mark(),
                        Optional.empty(),
                        Optional.empty());
            }
            if (outcome instanceof Outcome.AlreadyApplied already) {
                return alreadyApplied(already.entry());
            }
            if (outcome instanceof Outcome.Refused refused) {
                return undone(Ending.REFUSED, refused.reason(), timings, Optional.empty());
            }
            if (outcome instanceof Outcome.RolledBack rolledBack) {
                Ending ending = rolledBack.interrupted() ? Ending.INTERRUPTED : Ending.ROLLED_BACK;
                return undone(ending, rolledBack.reason(), timings, Optional.empty());
            }
            Outcome.Unknown unknown = (Outcome.Unknown) outcome;
            return undone(Ending.UNKNOWN, unknown.reason(), timings, unknown.mark());
        }

        /** Records that there was nothing to do. */
        public Receipt alreadyApplied(LedgerEntry entry) {
            return without(Ending.ALREADY_APPLIED, Map.of(), Optional.empty(), Optional.of(entry), Optional.empty());
        }

        /** Records that the gate stayed shut. */
        public Receipt declined(Message reason) {
            return undone(Ending.DECLINED, reason, Map.of(), Optional.empty());
        }

        /** Records that the plan's hazards did not let the run start. */
        public Receipt refused(Message reason) {
            return undone(Ending.REFUSED, reason, Map.of(), Optional.empty());
        }

        private Receipt undone(
                Ending ending, Message reason, Map<String, Long> timings, Optional<TransactionMark> mark) {
            return without(ending, timings, mark, Optional.empty(), Optional.of(reason));
        }

        /** Records an ending in which this run deleted nothing, as far as is known. */
        private Receipt without(
                Ending ending,
                Map<String, Long> timings,
                Optional<TransactionMark> mark,
                Optional<LedgerEntry> applied,
                Optional<Message> error) {
            return new Receipt(
                    ending, runId, plan, operator, startedAt, finishedAt, nothing(), timings, mark, applied, error);
        }

        private List<Deleted> nothing() {
            return plan.deletions().stream()
                    .filter(planned -> planned.counted().isPresent())
                    .map(planned -> new Deleted(planned.table(), planned.where(), planned.rows(), 0))
                    .collect(Collectors.toList());
        }
    }
}
