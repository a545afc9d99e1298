package io.github.ouigate.db.h2;

import io.github.ouigate.db.DatabaseProduct;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** H2, embedded or in memory. */
public final class H2Product implements DatabaseProduct {
    @Override
    public Dialect dialect() {
        return new H2Dialect();
    }

    @Override
    public Connection open(ConnectionSettings target, String sessionName) throws SQLException {
        StringBuilder url = new StringBuilder(target.jdbcUrl());
        target.parameters()
                .forEach((name, value) ->
                        url.append(';').append(name).append('=').append(value.reveal()));
        if (!target.jdbcUrl().startsWith("jdbc:h2:mem:")) {
            // A misspelt path must not make an empty database, and a commit must be on disk when it is answered.
            url.append(";IFEXISTS=TRUE;WRITE_DELAY=0");
        }
        Properties properties = new Properties();
        properties.put("user", target.user().orElse("sa"));
        properties.put("password", target.password().map(Secret::reveal).orElse(""));
        return DriverManager.getConnection(url.toString(), properties);
    }
}
