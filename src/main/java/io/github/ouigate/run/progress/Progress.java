package io.github.ouigate.run.progress;

import io.github.ouigate.db.schema.TableName;
import java.time.Duration;

/** Receives the progress of a run, on the thread of the run. */
@FunctionalInterface
public interface Progress {
    void reached(Step step);

    /** Called after an attempt that did not get its locks; no lock is held. */
    default void waited(LockWait wait) {}

    /** Called before a statement that can take long; {@code rows} is an estimate of the processed rows. */
    default void working(Step towards, TableName table, long rows) {}

    /** Called when the tables are locked; by the plan's estimate, writers then wait for this time at the most. */
    default void expecting(Duration wait) {}

    /** Called while rows are copied to or from an archive: {@code rows} of about {@code total}. */
    default void copying(TableName table, long rows, long total) {}
}
