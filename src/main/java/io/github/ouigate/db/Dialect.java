package io.github.ouigate.db;

import java.sql.Connection;
import java.util.Optional;

/** What differs between database products: a port for each concern, over one connection. */
public interface Dialect {
    ServerInfo serverInfo(Connection connection);

    Tables tables(Connection connection);

    DeleteEffects deleteEffects(Connection connection);

    RowStatistics rowStatistics(Connection connection);

    Privileges privileges(Connection connection);

    Sessions sessions(Connection connection);

    Session session(Connection connection);

    Locks locks(Connection connection);

    Transactions transactions(Connection connection);

    /** Returns what copies rows; empty where rows cannot be archived and restored. */
    default Optional<RowCopy> rowCopy(Connection connection) {
        return Optional.empty();
    }

    /** Returns what makes indexes in a transaction; empty where that would commit it. */
    default Optional<IndexBuilder> indexBuilder(Connection connection) {
        return Optional.empty();
    }

    /** Returns what vacuums; empty where the space of deleted rows is used again without that. */
    default Optional<Vacuum> vacuum() {
        return Optional.empty();
    }

    LiquibaseNames liquibaseNames(Connection connection);
}
