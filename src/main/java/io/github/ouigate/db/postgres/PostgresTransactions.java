package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.db.Transactions;
import io.github.ouigate.db.schema.OwnDefinitions;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLWarning;

/** Transactions of PostgreSQL. */
final class PostgresTransactions implements Transactions {
    /** The SQLSTATE of pg_xact_status for an ID that has not been assigned: invalid_parameter_value. */
    private static final String FUTURE = "22023";

    private static final String WAIT_FOR_STANDBY = "SyncRepWaitForLSN";

    private final Connection connection;
    private final PostgresSession session;
    private final Rows rows;
    private final DeniedReads denied;

    PostgresTransactions(Connection connection, DeniedReads denied) {
        this.connection = connection;
        this.session = new PostgresSession(connection);
        this.rows = new Rows(connection);
        this.denied = denied;
    }

    @Override
    public Optional<TransactionMark> mark(Duration sinceLockRequest) throws SQLException {
        return Optional.of(rows.one(
                denied.without("SELECT pg_current_xact_id()::text, pg_current_wal_insert_lsn()::text,"
                        + " pg_current_snapshot()::text, clock_timestamp()"),
                row -> new TransactionMark(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant().minus(sinceLockRequest))));
    }

    @Override
    public CommitState commitState(TransactionMark mark) throws SQLException {
        try {
            return rows.one("SELECT pg_xact_status(?::xid8)", row -> state(row.getString(1)), mark.xid());
        } catch (SQLException e) {
            if (FUTURE.equals(e.getSQLState())) {
                // The server has crashed before the transaction reached its disk.
                return CommitState.ROLLED_BACK;
            }
            throw e;
        }
    }

    private static CommitState state(@Nullable String status) {
        if ("committed".equals(status)) {
            return CommitState.COMMITTED;
        }
        return "aborted".equals(status) ? CommitState.ROLLED_BACK : CommitState.UNSETTLED;
    }

    @Override
    public void useOneSnapshot() throws SQLException {
        rows.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    }

    /**
     * Detects the server's warning that the wait was cancelled, by the function's name, since the text is localised.
     */
    @Override
    public boolean isCommittedOnlyHere() throws SQLException {
        for (SQLWarning at = connection.getWarnings(); at != null; at = at.getNextWarning()) {
            if (at instanceof PSQLWarning warning
                    && warning.getServerErrorMessage() != null
                    && WAIT_FOR_STANDBY.equals(warning.getServerErrorMessage().getRoutine())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void deferConstraints() throws SQLException {
        rows.execute("SET CONSTRAINTS ALL DEFERRED");
    }

    @Override
    public void fireDeferred() throws SQLException {
        session.executeUnderDatabasePath("SET CONSTRAINTS ALL IMMEDIATE");
    }

    @Override
    public WriteWatch watchWrites(Collection<TableName> deletedFrom, OwnDefinitions own) throws SQLException {
        return new PostgresWrites(rows, deletedFrom, own);
    }

    @Override
    public boolean hasWritten() throws SQLException {
        return rows.one("SELECT pg_catalog.pg_current_xact_id_if_assigned() IS NOT NULL", row -> row.getBoolean(1));
    }

    @Override
    public List<TableName> lockedForWriting() throws SQLException {
        return rows.list(
                Resources.text(PostgresTransactions.class, "locked-for-writing.sql"), row -> Rows.table(row, 1));
    }

    @Override
    public boolean rollsBackDefinitions() {
        return true;
    }
}
