package io.github.ouigate.run.liquibase;

import io.github.ouigate.db.SessionControl;
import java.sql.SQLException;
import java.util.List;
import liquibase.exception.DatabaseException;
import liquibase.executor.jvm.JdbcExecutor;
import liquibase.executor.jvm.RowMapper;
import liquibase.sql.visitor.SqlVisitor;
import liquibase.statement.SqlStatement;

/**
 * Executes Liquibase's statements with the users' search path, since they delete, write to the ledger and fire
 * triggers. Catalog queries of the driver, which Liquibase also causes, bypass this class.
 */
final class DatabasePathExecutor extends JdbcExecutor {
    private final SessionControl session;
    private boolean executing;

    DatabasePathExecutor(SessionControl session) {
        this.session = session;
    }

    @Override
    public void execute(SqlStatement sql, List<SqlVisitor> visitors) throws DatabaseException {
        underDatabasePath(() -> {
            super.execute(sql, visitors);
            return true;
        });
    }

    @Override
    public int update(SqlStatement sql, List<SqlVisitor> visitors) throws DatabaseException {
        return underDatabasePath(() -> super.update(sql, visitors));
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List query(SqlStatement sql, RowMapper mapper, List<SqlVisitor> visitors) throws DatabaseException {
        return underDatabasePath(() -> super.query(sql, mapper, visitors));
    }

    private interface Work<T> {
        T run() throws DatabaseException;
    }

    /** Avoids nesting: Liquibase queries the next order number while it executes the statement that needs it. */
    private <T> T underDatabasePath(Work<T> work) throws DatabaseException {
        if (executing) {
            return work.run();
        }
        executing = true;
        try {
            session.useDatabasePath();
            T result = work.run();
            session.useCatalogPath();
            return result;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        } finally {
            executing = false;
        }
    }
}
