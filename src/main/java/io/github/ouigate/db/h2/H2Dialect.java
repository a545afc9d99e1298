package io.github.ouigate.db.h2;

import io.github.ouigate.db.DeleteEffects;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.LiquibaseNames;
import io.github.ouigate.db.Locks;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.RowStatistics;
import io.github.ouigate.db.ServerInfo;
import io.github.ouigate.db.Session;
import io.github.ouigate.db.Sessions;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.Transactions;
import java.sql.Connection;

/** H2 2.x: the demo's database, and a quick one for tests. It makes an index for each foreign key itself. */
final class H2Dialect implements Dialect {
    @Override
    public ServerInfo serverInfo(Connection connection) {
        return new H2Catalog(connection);
    }

    @Override
    public Tables tables(Connection connection) {
        return new H2Catalog(connection);
    }

    @Override
    public DeleteEffects deleteEffects(Connection connection) {
        return new H2Catalog(connection);
    }

    @Override
    public RowStatistics rowStatistics(Connection connection) {
        return new H2Catalog(connection);
    }

    @Override
    public Privileges privileges(Connection connection) {
        return new H2Catalog(connection);
    }

    @Override
    public Sessions sessions(Connection connection) {
        return new H2Session(connection);
    }

    @Override
    public Session session(Connection connection) {
        return new H2Session(connection);
    }

    @Override
    public Locks locks(Connection connection) {
        return new H2Session(connection);
    }

    @Override
    public Transactions transactions(Connection connection) {
        return new H2Session(connection);
    }

    @Override
    public LiquibaseNames liquibaseNames(Connection connection) {
        return new H2Names();
    }
}
