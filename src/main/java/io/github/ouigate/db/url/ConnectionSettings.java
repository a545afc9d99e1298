package io.github.ouigate.db.url;

import java.util.Map;
import java.util.Optional;

/**
 * Where to connect and as whom; the password is carried but never printed.
 *
 * @param jdbcUrl the JDBC URL without user, password or any other parameter
 * @param parameters the URL's other parameters, for the driver; some of them can be secrets
 * @param password the password, if one was found so far
 * @param ambient the environment variable that the URL came from, if it was not named on the command line
 * @param session the settings that sessions are to have
 */
public record ConnectionSettings(
        Product product,
        String jdbcUrl,
        Map<String, Secret> parameters,
        Optional<String> user,
        Optional<Secret> password,
        Optional<String> ambient,
        SessionRequest session) {
    /** The database products that ouigate knows. */
    public enum Product {
        POSTGRESQL,
        H2
    }

    public ConnectionSettings {
        parameters = Map.copyOf(parameters);
    }

    /** Returns the same settings for another role. */
    public ConnectionSettings withUser(String name) {
        return new ConnectionSettings(product, jdbcUrl, parameters, Optional.of(name), password, ambient, session);
    }

    /** Returns the same settings with another password. */
    public ConnectionSettings withPassword(Secret secret) {
        return new ConnectionSettings(product, jdbcUrl, parameters, user, Optional.of(secret), ambient, session);
    }

    /** Returns the same settings, marked as coming from an environment variable. */
    public ConnectionSettings fromEnvironment(String variable) {
        return new ConnectionSettings(product, jdbcUrl, parameters, user, password, Optional.of(variable), session);
    }

    /** Returns the same settings for sessions of other settings. */
    public ConnectionSettings with(SessionRequest request) {
        return new ConnectionSettings(product, jdbcUrl, parameters, user, password, ambient, request);
    }

    /** Returns the URL and the role, without secrets. */
    @Override
    public String toString() {
        return user.map(name -> jdbcUrl + " (" + name + ")").orElse(jdbcUrl);
    }
}
