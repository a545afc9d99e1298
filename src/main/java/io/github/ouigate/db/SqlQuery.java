package io.github.ouigate.db;

import java.sql.SQLException;

/** Something that is read from a database. */
@FunctionalInterface
public interface SqlQuery<T> {
    T run() throws SQLException;
}
