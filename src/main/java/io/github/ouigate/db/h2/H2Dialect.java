package io.github.ouigate.db.h2;

import io.github.ouigate.db.DeleteEffects;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.LiquibaseNames;
import io.github.ouigate.db.Locks;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.RowStatistics;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.ServerInfo;
import io.github.ouigate.db.SessionControl;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.Transactions;
import io.github.ouigate.db.session.Sessions;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** H2 2.x, the database of the demo and of fast tests. H2 creates an index for each foreign key. */
public final class H2Dialect implements Dialect {
    @Override
    public Connection open(ConnectionSettings settings, String sessionName, Optional<Duration> patience)
            throws SQLException {
        String base = settings.servers().get(0).jdbcUrl();
        StringBuilder url = new StringBuilder(base);
        settings.parameters()
                .forEach((name, value) ->
                        url.append(';').append(name).append('=').append(value.reveal()));
        if (!base.startsWith("jdbc:h2:mem:")) {
            // IFEXISTS: a misspelt path does not create an empty database. WRITE_DELAY: an answered commit is on the
            // disk.
            url.append(";IFEXISTS=TRUE;WRITE_DELAY=0");
        }
        Properties properties = new Properties();
        properties.put("user", settings.user().orElse("sa"));
        properties.put("password", settings.password().map(Secret::reveal).orElse(""));
        return DriverManager.getConnection(url.toString(), properties);
    }

    @Override
    public ServerInfo serverInfo(Connection connection) {
        return new H2Catalog(new Rows(connection));
    }

    @Override
    public Tables tables(Connection connection) {
        return new H2Catalog(new Rows(connection));
    }

    @Override
    public DeleteEffects deleteEffects(Connection connection) {
        return new H2Catalog(new Rows(connection));
    }

    @Override
    public RowStatistics rowStatistics(Connection connection) {
        return new H2Catalog(new Rows(connection));
    }

    @Override
    public Privileges privileges(Connection connection) {
        return new H2Catalog(new Rows(connection));
    }

    @Override
    public Sessions sessions(Connection connection) {
        return new H2Session(connection);
    }

    @Override
    public SessionControl session(Connection connection) {
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
