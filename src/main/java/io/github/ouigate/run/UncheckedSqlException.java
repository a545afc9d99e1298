package io.github.ouigate.run;

import java.sql.SQLException;

/** Wraps an SQLException to pass it through an interface without checked exceptions, such as Liquibase's. */
public final class UncheckedSqlException extends RuntimeException {
    /** An action on a database. */
    @FunctionalInterface
    public interface SqlAction {
        void run() throws SQLException;
    }

    private static final long serialVersionUID = 1L;

    private UncheckedSqlException(SQLException cause) {
        super(cause);
    }

    public static void wrap(SqlAction work) {
        try {
            work.run();
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }
}
