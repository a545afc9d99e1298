package io.github.ouigate.run;

import io.github.ouigate.db.TableName;

/** Is told where a run is, on the thread that runs it. */
@FunctionalInterface
public interface Progress {
    void reached(Step step);

    /** Hears of an attempt that did not get its locks; nothing is held any more. */
    default void waited(LockWait wait) {}

    /** Hears of one statement that begins on a table, and can take long: about how many rows it is for. */
    default void working(Step towards, TableName table, long rows) {}

    /** Hears of rows on their way into an archive or out of one: {@code rows} of {@code total}, about. */
    default void copying(TableName table, long rows, long total) {}
}
