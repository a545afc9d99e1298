package io.github.ouigate.db;

import io.github.ouigate.db.schema.ConditionUse;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.Sessions;
import io.github.ouigate.db.truncate.Truncation;
import io.github.ouigate.db.url.ConnectionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** What differs between database products: how to connect, and a port for each concern, over one connection. */
public interface Dialect {
    /**
     * Opens a connection in auto-commit mode, whose session the server shows under a name.
     *
     * @param patience how long it may take at the most; if empty, the parameters of the URL say so, or a minute
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

    /** Returns what reads conditions; it finds nothing where the product cannot tell. */
    default ConditionReader conditionReader(Connection connection) {
        return (table, condition, allowedFunctions) -> ConditionUse.unknown(table, condition);
    }

    /** Returns what copies rows; empty where rows cannot be archived and restored. */
    default Optional<RowCopy> rowCopy(Connection connection) {
        return Optional.empty();
    }

    /** Returns what drops and adds foreign keys within a transaction, if the product can. */
    default Optional<KeyBuilder> keyBuilder(Connection connection) {
        return Optional.empty();
    }

    /** Returns what makes indexes in a transaction; empty where that would commit it. */
    default Optional<IndexBuilder> indexBuilder(Connection connection) {
        return Optional.empty();
    }

    /** Returns what truncates tables within a transaction, if the product can. */
    default Optional<Truncation> truncation(Connection connection) {
        return Optional.empty();
    }

    /** Returns what vacuums; empty where the space of deleted rows is used again without that. */
    default Optional<Vacuum> vacuum() {
        return Optional.empty();
    }

    LiquibaseNames liquibaseNames(Connection connection);

    /** Vacuums tables. */
    interface Vacuum {
        /**
         * Gives the space of deleted rows back for use, and counts the table anew for the query planner. Outside a
         * transaction.
         *
         * @return what the server warned of, such as a missing right for which it did nothing
         */
        Optional<String> vacuum(Connection connection, TableName table) throws SQLException;
    }
}
