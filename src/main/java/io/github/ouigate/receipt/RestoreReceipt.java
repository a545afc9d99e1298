package io.github.ouigate.receipt;

import io.github.ouigate.db.TableWrites;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.run.RunTimes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a restore, for people and machines.
 *
 * @param operator who started the run
 * @param touched every table that the transaction wrote to, also if it was a rehearsal
 * @param timings what the time went into
 * @param transaction where to find the commit, if there was one
 * @param error why nothing was restored, or why nobody knows
 */
public record RestoreReceipt(
        Receipt.Ending ending,
        RunId runId,
        RestorePlan plan,
        String operator,
        Instant startedAt,
        Instant finishedAt,
        List<TableWrites> touched,
        RunTimes timings,
        Optional<TransactionMark> transaction,
        Optional<Message> error) {
    public RestoreReceipt {
        touched = List.copyOf(touched);
    }

    /** Who restored what, and when. */
    public record Run(RunId runId, RestorePlan plan, String operator, Instant startedAt, Instant finishedAt) {
        /** Records the outcome of a run. */
        public RestoreReceipt ended(Outcome outcome, RunTimes timings) {
            if (outcome instanceof Outcome.Restored restored) {
                return receipt(Receipt.Ending.RESTORED, restored.touched(), timings, restored.mark(), Optional.empty());
            }
            if (outcome instanceof Outcome.Rehearsed rehearsed) {
                return receipt(
                        Receipt.Ending.REHEARSED, rehearsed.touched(), timings, Optional.empty(), Optional.empty());
            }
            if (outcome instanceof Outcome.Refused refused) {
                return undone(Receipt.Ending.REFUSED, refused.reason(), timings, Optional.empty());
            }
            if (outcome instanceof Outcome.RolledBack rolledBack) {
                Receipt.Ending ending =
                        rolledBack.interrupted() ? Receipt.Ending.INTERRUPTED : Receipt.Ending.ROLLED_BACK;
                return undone(ending, rolledBack.reason(), timings, Optional.empty());
            }
            if (outcome instanceof Outcome.Unknown unknown) {
                return undone(Receipt.Ending.UNKNOWN, unknown.reason(), timings, unknown.mark());
            }
            throw new IllegalArgumentException("a restore does not end as " + outcome);
        }

        /** Records that the gate stayed shut. */
        public RestoreReceipt declined(Message reason) {
            return undone(Receipt.Ending.DECLINED, reason, RunTimes.NONE, Optional.empty());
        }

        /** Records that the plan's hazards did not let the run start. */
        public RestoreReceipt refused(Message reason) {
            return undone(Receipt.Ending.REFUSED, reason, RunTimes.NONE, Optional.empty());
        }

        private RestoreReceipt undone(
                Receipt.Ending ending, Message reason, RunTimes timings, Optional<TransactionMark> mark) {
            return receipt(ending, List.of(), timings, mark, Optional.of(reason));
        }

        private RestoreReceipt receipt(
                Receipt.Ending ending,
                List<TableWrites> touched,
                RunTimes timings,
                Optional<TransactionMark> mark,
                Optional<Message> error) {
            return new RestoreReceipt(
                    ending, runId, plan, operator, startedAt, finishedAt, touched, timings, mark, error);
        }
    }
}
