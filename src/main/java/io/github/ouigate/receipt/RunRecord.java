package io.github.ouigate.receipt;

import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.run.RunResult;
import io.github.ouigate.run.outcome.Ending;
import io.github.ouigate.run.progress.RunTimes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The common part of the receipts of purges and restores.
 *
 * @param operator the operator of the run
 * @param writtenTables the writes to each table by the transaction, also in a rehearsal
 * @param times the durations of the steps
 * @param transaction the identifiers of the transaction if it was, or may have been, committed
 * @param caution a remaining uncertainty about a confirmed commit
 * @param error why nothing was changed, or why the outcome is unknown
 */
public record RunRecord(
        Ending ending,
        RunId runId,
        String operator,
        Instant startedAt,
        Instant finishedAt,
        List<TableWrites> writtenTables,
        RunTimes times,
        Optional<TransactionMark> transaction,
        Optional<Message> caution,
        Optional<Message> error) {
    public RunRecord {
        writtenTables = List.copyOf(writtenTables);
    }

    /** The start of a run and its operator. */
    public record Start(RunId runId, String operator, Instant at) {
        /** Returns the record of the run with its result. */
        public RunRecord ended(RunResult result, Instant finishedAt) {
            return new RunRecord(
                    result.outcome().ending(),
                    runId,
                    operator,
                    at,
                    finishedAt,
                    result.outcome().writtenTables(),
                    result.times(),
                    result.outcome().transaction(),
                    result.caution(),
                    Optional.ofNullable(result.outcome().reason()));
        }
    }

    /** Returns the record with another ending. */
    RunRecord with(Ending other) {
        return new RunRecord(
                other, runId, operator, startedAt, finishedAt, writtenTables, times, transaction, caution, error);
    }
}
