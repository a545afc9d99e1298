package io.github.ouigate.run;

import io.github.ouigate.db.SqlAction;
import java.sql.SQLException;

/** An SQLException on its way through an interface that declares none, such as Liquibase's. */
public final class UncheckedSqlException extends RuntimeException {
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
