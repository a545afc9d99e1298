package io.github.ouigate.run;

import io.github.ouigate.run.outcome.Outcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import liquibase.exception.DatabaseException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that cannot commit. A rehearsal is a single transaction, including the creation of Liquibase's tables: a
 * commit sets a savepoint, and a rollback returns to it. Only {@link #giveUp} and {@link #undo} end the transaction.
 */
final class RehearsalConnection extends SingleCommitConnection {
    private @Nullable Savepoint lastCommit;

    RehearsalConnection(CommitWatch watch) {
        super(uncommittable(watch.session().connection()), watch);
    }

    @Override
    public boolean isRehearsal() {
        return true;
    }

    private static Connection uncommittable(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean commits = method.getName().equals("commit")
                            || (method.getName().equals("setAutoCommit") && Boolean.TRUE.equals(arguments[0]));
                    if (commits) {
                        throw new SQLException("a rehearsal cannot commit");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    void arm(Outcome outcome) {
        throw new IllegalStateException("a rehearsal cannot commit");
    }

    @Override
    void commitNow() throws DatabaseException {
        try {
            lastCommit = getUnderlyingConnection().setSavepoint();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    @Override
    public void rollback() throws DatabaseException {
        try {
            if (lastCommit == null) {
                super.rollback();
            } else {
                getUnderlyingConnection().rollback(lastCommit);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    @Override
    public void undo() {
        super.undo();
        lastCommit = null;
    }
}
