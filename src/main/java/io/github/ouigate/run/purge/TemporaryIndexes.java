package io.github.ouigate.run.purge;

import io.github.ouigate.db.key.IndexBuilder;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TemporaryIndex;
import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.message.Message;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import io.github.ouigate.run.progress.Step;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The temporary indexes of a plan. They are created before the first delete and dropped after the last, when readers
 * are locked out.
 */
final class TemporaryIndexes {
    private final RunContext run;
    private final List<TemporaryIndex> indexes;
    private final ReaderLock readers;

    TemporaryIndexes(RunContext run, List<TemporaryIndex> indexes, ReaderLock readers) {
        this.run = run;
        this.indexes = indexes;
        this.readers = readers;
    }

    /** Returns the names of the indexes. */
    List<TableName> names() {
        return IntStream.range(0, indexes.size())
                .mapToObj(i -> new TableName(indexes.get(i).table().schema(), name(i)))
                .toList();
    }

    /** Creates the indexes. The tables must be locked. */
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

    /** Checks that the deletes can use an index; without it, each would scan the table. */
    private void requireUsed(String name, TemporaryIndex index) throws SQLException {
        if (!builder().isUsed(name, index)) {
            List<OtherSession> older = run.dialect().sessions(run.jdbc()).olderSnapshots();
            throw new RunAborted(Outcome.Busy.because(
                    "run.index-unused", index.table(), older.isEmpty() ? Message.of("session.unknown") : older));
        }
    }

    /**
     * Drops the indexes.
     *
     * @throws SQLException lock_not_available, if readers stay
     */
    void drop() throws SQLException {
        if (indexes.isEmpty()) {
            return;
        }
        readers.take();
        for (int i = 0; i < indexes.size(); i++) {
            builder().drop(name(i), indexes.get(i));
        }
    }

    /** Returns the index builder; a plan has indexes only if the product supports it. */
    private IndexBuilder builder() {
        return run.dialect().indexBuilder(run.jdbc()).orElseThrow();
    }

    /** Returns the name of an index, which is unique because it contains the run's ID. */
    private String name(int index) {
        return run.runId().sessionName() + " " + (index + 1);
    }
}
