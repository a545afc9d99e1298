package io.github.ouigate.run;

import java.sql.SQLException;

/** An SQLException on its way through an interface that declares none, such as Liquibase's. */
public final class UncheckedSqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Something done with the database. */
    @FunctionalInterface
    public interface Sql {
        void run() throws SQLException;
    }

    private UncheckedSqlException(SQLException cause) {
        super(cause);
    }

    public static void wrap(Sql work) {
        try {
            work.run();
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }
}
