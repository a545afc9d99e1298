package io.github.ouigate.archive;

import io.github.ouigate.db.TableName;

/** Is told how far a table has been copied. What it throws ends the copying. */
@FunctionalInterface
public interface Copying {
    /** Hears of rows that have been copied; {@code rows} is how many so far, where the copy tells, or about. */
    void at(TableName table, long rows);
}
