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
 * What the receipts of a purge and of a restore have in common.
 *
 * @param operator who started the run
 * @param writtenTables every table that the transaction wrote to, also if it was a rehearsal
 * @param times the duration of the steps
 * @param transaction where to find the commit on the server, if there was one or may have been
 * @param caution what is not certain about a commit that was confirmed
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

    /** Who started a run, and when. */
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

    /** Returns the same record with another ending. */
    RunRecord with(Ending other) {
        return new RunRecord(
                other, runId, operator, startedAt, finishedAt, writtenTables, times, transaction, caution, error);
    }
}
