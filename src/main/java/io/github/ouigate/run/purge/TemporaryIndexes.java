package io.github.ouigate.run.purge;

import io.github.ouigate.db.IndexBuilder;
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

/** The indexes that a plan asks for, made before the first delete and dropped after the last, when readers are shut out. */
final class TemporaryIndexes {
    private final RunContext run;
    private final List<TemporaryIndex> indexes;
    private final ReaderLock readers;

    TemporaryIndexes(RunContext run, List<TemporaryIndex> indexes, ReaderLock readers) {
        this.run = run;
        this.indexes = indexes;
        this.readers = readers;
    }

    /** Returns their names. */
    List<TableName> names() {
        return IntStream.range(0, indexes.size())
                .mapToObj(i -> new TableName(indexes.get(i).table().schema(), name(i)))
                .toList();
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
            throw new RunAborted(Outcome.Busy.because(
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
        readers.take();
        for (int i = 0; i < indexes.size(); i++) {
            builder().drop(name(i), indexes.get(i));
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
