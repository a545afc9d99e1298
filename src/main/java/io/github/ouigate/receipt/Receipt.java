package io.github.ouigate.receipt;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.db.TableWrites;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.run.DeletedRows;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.run.RunTimes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of a plan, for people and machines.
 *
 * @param operator who started the run
 * @param deletions planned and deleted rows, in the order of the deletes; nothing deleted unless committed
 * @param touched every table that the transaction wrote to, also if it was a rehearsal
 * @param timings what the time went into
 * @param transaction where to find the commit, if there was one
 * @param archive where the deleted rows are, if they were archived
 * @param applied the earlier run's ledger row, if the tag had been applied before
 * @param error why nothing was deleted, or why nobody knows
 * @param aftermath what was found and done after the commit
 */
public record Receipt(
        Ending ending,
        RunId runId,
        Plan plan,
        String operator,
        Instant startedAt,
        Instant finishedAt,
        List<DeletedRows> deletions,
        List<TableWrites> touched,
        RunTimes timings,
        Optional<TransactionMark> transaction,
        Optional<Archive> archive,
        Optional<LedgerEntry> applied,
        Optional<Message> error,
        PostCommitReport postCommit) {
    /** The ways in which a run ends. */
    public enum Ending {
        /** It is about to commit; who reads this later asks the ledger whether it did. */
        INTENDED,
        COMMITTED,
        RESTORED,
        REHEARSED,
        ALREADY_APPLIED,
        ROLLED_BACK,
        INTERRUPTED,
        UNKNOWN,
        DECLINED,
        REFUSED
    }

    public Receipt {
        deletions = List.copyOf(deletions);
        touched = List.copyOf(touched);
    }

    /** Returns the same receipt with what was found and done after the commit. */
    public Receipt with(PostCommitReport after) {
        return new Receipt(
                ending,
                runId,
                plan,
                operator,
                startedAt,
                finishedAt,
                deletions,
                touched,
                timings,
                transaction,
                archive,
                applied,
                error,
                after);
    }

    /** Who ran what, and when. */
    public record Run(RunId runId, Plan plan, String operator, Instant startedAt, Instant finishedAt) {
        /** Records the outcome of a run. */
        public Receipt ended(Outcome outcome, RunTimes timings) {
            if (outcome instanceof Outcome.Committed committed) {
                return receipt(Ending.COMMITTED, committed, timings);
            }
            if (outcome instanceof Outcome.Rehearsed rehearsed) {
                return receipt(
                        Ending.REHEARSED,
                        nothing(),
                        rehearsed.touched(),
                        timings,
                        Optional.empty(),
                        Optional.empty(),
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

        /** Records what a commit is about to make true. */
        public Receipt intended(Outcome.Committed commit, RunTimes timings) {
            return receipt(Ending.INTENDED, commit, timings);
        }

        private Receipt receipt(Ending ending, Outcome.Committed commit, RunTimes timings) {
            return receipt(
                    ending,
                    commit.deletions(),
                    commit.touched(),
                    timings,
                    commit.mark(),
                    commit.archive(),
                    Optional.empty(),
                    Optional.empty());
        }

        /** Records that there was nothing to do. */
        public Receipt alreadyApplied(LedgerEntry entry) {
            return receipt(
                    Ending.ALREADY_APPLIED,
                    nothing(),
                    List.of(),
                    RunTimes.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(entry),
                    Optional.empty());
        }

        /** Records that the gate stayed shut. */
        public Receipt declined(Message reason) {
            return undone(Ending.DECLINED, reason, RunTimes.NONE, Optional.empty());
        }

        /** Records that the plan's hazards did not let the run start. */
        public Receipt refused(Message reason) {
            return undone(Ending.REFUSED, reason, RunTimes.NONE, Optional.empty());
        }

        private Receipt undone(Ending ending, Message reason, RunTimes timings, Optional<TransactionMark> mark) {
            return receipt(
                    ending,
                    nothing(),
                    List.of(),
                    timings,
                    mark,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(reason));
        }

        private Receipt receipt(
                Ending ending,
                List<DeletedRows> deletions,
                List<TableWrites> touched,
                RunTimes timings,
                Optional<TransactionMark> mark,
                Optional<Archive> archive,
                Optional<LedgerEntry> applied,
                Optional<Message> error) {
            return new Receipt(
                    ending,
                    runId,
                    plan,
                    operator,
                    startedAt,
                    finishedAt,
                    deletions,
                    touched,
                    timings,
                    mark,
                    archive,
                    applied,
                    error,
                    PostCommitReport.none(plan));
        }

        private List<DeletedRows> nothing() {
            return plan.deletions().stream()
                    .filter(planned -> planned.counted().isPresent())
                    .map(planned -> new DeletedRows(planned.table(), planned.where(), planned.rows(), 0))
                    .collect(Collectors.toList());
        }
    }
}
