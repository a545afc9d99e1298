package io.github.ouigate.db.postgres;

import io.github.ouigate.db.DatabaseProduct;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/** PostgreSQL, by way of its JDBC driver, which looks for a missing password in the password file. */
public final class PostgresProduct implements DatabaseProduct {
    private static final Logger LOG = Logger.getLogger(PostgresProduct.class.getName());

    @Override
    public Dialect dialect() {
        return new PostgresDialect();
    }

    /** Much of the time goes into the driver's calendar, for which the JDK looks through all languages that it knows. */
    @Override
    public void load() {
        Calendar unusedCalendar = new GregorianCalendar();
        Driver unusedDriver = new org.postgresql.Driver();
    }

    @Override
    public Connection open(ConnectionSettings target, String sessionName) throws SQLException {
        Properties properties = properties(target);
        properties.putIfAbsent("connectTimeout", "10");
        properties.put("tcpKeepAlive", "true");
        properties.putIfAbsent("socketFactory", KeepAliveSocketFactory.class.getName());
        properties.put("ApplicationName", sessionName);
        properties.put("logServerErrorDetail", "false"); // it would show the contents of rows
        // The driver then sends the session name as it connects: it is there from the session's first moment.
        properties.put("assumeMinServerVersion", "12");
        Driver driver = new org.postgresql.Driver();
        Connection connection = driver.connect(target.jdbcUrl(), properties);
        if (connection == null) {
            throw new OuigateException(Message.of("url.unknown"));
        }
        try {
            new PostgresSession(connection).watchClient();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "the server's platform cannot watch its clients", e);
        }
        return connection;
    }

    private static Properties properties(ConnectionSettings target) {
        Properties properties = new Properties();
        target.parameters().forEach((name, value) -> properties.put(name, value.reveal()));
        target.user().ifPresent(user -> properties.put("user", user));
        target.password().ifPresent(password -> properties.put("password", password.reveal()));
        return properties;
    }
}
