package io.github.ouigate.run;

import java.sql.SQLException;

/** An SQLException on its way through an interface that declares none, such as Liquibase's. */
public final class UncheckedSqlException extends RuntimeException {
    /** Something that is done in a database. */
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
