package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.SessionControl;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Executes statements on staged rows with the users' search path. */
record StagedQueries(Rows rows, SessionControl session) {
    private static final Logger LOG = Logger.getLogger(StagedQueries.class.getName());

    long count(String from) throws SQLException {
        return number("SELECT pg_catalog.count(*) " + from);
    }

    /** Counts rows with a common table expression. */
    long countWith(String expression, String from) throws SQLException {
        return number("WITH " + expression + " SELECT pg_catalog.count(*) " + from);
    }

    private long number(String sql) throws SQLException {
        return session.withDatabasePath(
                () -> rows.list(sql, row -> row.getLong(1)).get(0));
    }

    /** Returns texts for people, read as bytes in the database's encoding, since SQL_ASCII accepts any bytes. */
    List<String> texts(String sql) throws SQLException {
        FileEncoding encoding = FileEncoding.ofDatabase(rows);
        String bytes = "SELECT pg_catalog.convert_to(shown, pg_catalog.getdatabaseencoding()) FROM (" + sql
                + ") AS found (shown)";
        return session.withDatabasePath(() -> rows.list(bytes, row -> encoding.shown(row.getBytes(1))));
    }

    long update(String sql) throws SQLException {
        return session.withDatabasePath(() -> {
            try (var statement = rows.connection().createStatement()) {
                return statement.executeLargeUpdate(sql);
            }
        });
    }

    void execute(String sql) throws SQLException {
        session.withDatabasePath(() -> {
            rows.execute(sql);
            return true;
        });
    }

    /**
     * Runs a statement within a savepoint and ignores a failure, for example of an expression that the role cannot
     * evaluate.
     */
    void attempt(Attempt attempt) throws SQLException {
        Savepoint before = rows.connection().setSavepoint();
        try {
            attempt.run();
            rows.connection().releaseSavepoint(before);
        } catch (SQLException e) {
            LOG.log(Level.FINE, "an expression cannot be evaluated in advance", e);
            rows.connection().rollback(before);
        }
    }

    interface Attempt {
        void run() throws SQLException;
    }
}
