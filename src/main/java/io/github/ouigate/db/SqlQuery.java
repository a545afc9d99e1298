package io.github.ouigate.db;

import java.sql.SQLException;

/** A query that returns a value. */
@FunctionalInterface
public interface SqlQuery<T> {
    T run() throws SQLException;
}
