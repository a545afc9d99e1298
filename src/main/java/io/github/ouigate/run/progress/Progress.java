package io.github.ouigate.run.progress;

import io.github.ouigate.db.schema.TableName;

/** Receives the progress of a run, on the thread of the run. */
@FunctionalInterface
public interface Progress {
    void reached(Step step);

    /** Called after an attempt that did not get its locks; no lock is held any more. */
    default void waited(LockWait wait) {}

    /** Called before a statement that can take long: {@code rows} is an estimate of the rows that it processes. */
    default void working(Step towards, TableName table, long rows) {}

    /** Called while rows are copied to an archive or from one: {@code rows} of about {@code total}. */
    default void copying(TableName table, long rows, long total) {}
}
