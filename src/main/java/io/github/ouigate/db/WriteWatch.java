package io.github.ouigate.db;

import java.sql.SQLException;
import java.util.List;

/** Tells what the current transaction writes, from the moment on at which the watch began. */
@FunctionalInterface
public interface WriteWatch {
    /**
     * Returns the tables that have been written to since, whoever caused it: a statement, a trigger, a foreign key. What
     * touches no table does not show: sequences, notifications, and what a function does outside the transaction.
     */
    List<TableWrites> writes() throws SQLException;
}
