package io.github.ouigate.run.purge;

import io.github.ouigate.db.IndexBuilder;
import io.github.ouigate.db.schema.OwnDefinitions;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TemporaryIndex;
import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.message.Message;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The indexes that a plan asks for, made before the first delete and dropped after the last. To drop one, readers have to
 * be shut out of its table. They go on until then; only where one of them stays in the way, with a transaction that has
 * read the table and may itself wait to write to it, does the next attempt shut readers out from its start.
 */
final class TemporaryIndexes {
    /** Those who have just begun to read get through meanwhile. */
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private final RunContext run;
    private final List<TemporaryIndex> indexes;
    private boolean readersStayed;

    TemporaryIndexes(RunContext run, List<TemporaryIndex> indexes) {
        this.run = run;
        this.indexes = indexes;
    }

    /** Returns the tables that readers have to be shut out of from the start. */
    Set<TableName> accessExclusive() {
        return readersStayed ? tables() : Set.of();
    }

    private Set<TableName> tables() {
        return indexes.stream().map(TemporaryIndex::table).collect(Collectors.toSet());
    }

    /** Returns their names. */
    OwnDefinitions own() {
        return new OwnDefinitions(
                IntStream.range(0, indexes.size())
                        .mapToObj(i -> new TableName(indexes.get(i).table().schema(), name(i)))
                        .toList(),
                List.of());
    }

    /** Makes them; the tables are locked. */
    void create() throws SQLException {
        for (int i = 0; i < indexes.size(); i++) {
            run.stopIfInterrupted();
            run.timeLimit().apply(run);
            run.progress()
                    .working(
                            Step.INDEXED, indexes.get(i).table(), indexes.get(i).rows());
            builder().create(name(i), indexes.get(i));
            requireUsed(name(i), indexes.get(i));
        }
        if (!indexes.isEmpty()) {
            run.reached(Step.INDEXED);
        }
    }

    /** Without its index, each delete would scan the table. */
    private void requireUsed(String name, TemporaryIndex index) throws SQLException {
        if (!builder().isUsed(name, index)) {
            List<OtherSession> older = run.dialect().sessions(run.jdbc()).olderSnapshots();
            throw new RunAborted(Outcome.Refused.because(
                    "run.index-unused", index.table(), older.isEmpty() ? Message.of("session.unknown") : older));
        }
    }

    /**
     * Drops them.
     *
     * @throws SQLException of the kind that reports a held lock, if readers stay
     */
    void drop() throws SQLException {
        if (indexes.isEmpty()) {
            return;
        }
        shutReadersOut();
        for (int i = 0; i < indexes.size(); i++) {
            builder().drop(name(i), indexes.get(i));
        }
    }

    private void shutReadersOut() throws SQLException {
        if (readersStayed) {
            return; // they have been shut out from the start
        }
        Duration lockTimeout = run.settings().lockTimeout();
        Duration readerWait = run.settings().maxReaderWait();
        Deadline deadline = Deadline.in(lockTimeout.compareTo(readerWait) < 0 ? lockTimeout : readerWait);
        while (true) {
            try {
                builder().shutReadersOut(tables());
                run.timeLimit().startReaders(readerWait);
                run.timeLimit().apply(run);
                return;
            } catch (SQLException e) {
                readersStayed = run.dialect().locks(run.jdbc()).isLockedByAnother(e);
                if (!readersStayed || deadline.isOver()) {
                    throw e;
                }
            }
            run.interruption().pause(BETWEEN_TRIES);
            run.stopIfInterrupted();
            run.timeLimit().apply(run);
        }
    }

    /** Returns what makes indexes: plans have indexes only where the product can make them in a transaction. */
    private IndexBuilder builder() {
        return run.dialect().indexBuilder(run.jdbc()).orElseThrow();
    }

    /** The name of the run makes it unique. */
    private String name(int index) {
        return run.runId().sessionName() + " " + (index + 1);
    }
}
