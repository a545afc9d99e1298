package io.github.ouigate.db;

import io.github.ouigate.db.key.IndexBuilder;
import io.github.ouigate.db.key.KeyBuilder;
import io.github.ouigate.db.schema.ConditionUse;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.Sessions;
import io.github.ouigate.db.truncate.Truncation;
import io.github.ouigate.db.url.ConnectionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The differences between database products: how to connect, and one port for each concern on a connection. */
public interface Dialect {
    /**
     * Opens a connection in auto-commit mode.
     *
     * @param sessionName the session's application name on the server
     * @param patience the time limit for connecting; if empty, the one in the URL's parameters, else a minute
     */
    Connection open(ConnectionSettings settings, String sessionName, Optional<Duration> patience) throws SQLException;

    ServerInfo serverInfo(Connection connection);

    Tables tables(Connection connection);

    DeleteEffects deleteEffects(Connection connection);

    RowStatistics rowStatistics(Connection connection);

    Privileges privileges(Connection connection);

    Sessions sessions(Connection connection);

    SessionControl session(Connection connection);

    Locks locks(Connection connection);

    Transactions transactions(Connection connection);

    /** Returns the condition reader; by default, the use of every condition is unknown. */
    default ConditionReader conditionReader(Connection connection) {
        return (table, condition, allowedFunctions) -> ConditionUse.unknown(table, condition);
    }

    /** Returns the row copy; empty if rows cannot be archived and restored. */
    default Optional<RowCopy> rowCopy(Connection connection) {
        return Optional.empty();
    }

    /** Returns the key builder; empty if keys cannot be dropped and added in a transaction. */
    default Optional<KeyBuilder> keyBuilder(Connection connection) {
        return Optional.empty();
    }

    /** Returns the index builder; empty if creating an index commits the transaction. */
    default Optional<IndexBuilder> indexBuilder(Connection connection) {
        return Optional.empty();
    }

    /** Returns the truncation; empty if TRUNCATE is not transactional. */
    default Optional<Truncation> truncation(Connection connection) {
        return Optional.empty();
    }

    /** Returns the vacuum; empty if the product reuses the space of deleted rows by itself. */
    default Optional<Vacuum> vacuum() {
        return Optional.empty();
    }

    LiquibaseNames liquibaseNames(Connection connection);

    /** Vacuums tables. */
    interface Vacuum {
        /**
         * Frees the space of deleted rows for reuse and updates the planner's statistics. Requires auto-commit mode.
         *
         * @return the server's warnings, for example a missing privilege that made it skip the table
         */
        Optional<String> vacuum(Connection connection, TableName table) throws SQLException;
    }
}
