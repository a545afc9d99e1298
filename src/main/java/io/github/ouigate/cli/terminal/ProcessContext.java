package io.github.ouigate.cli.terminal;

import io.github.ouigate.db.Connector;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.LibpqEnvironment;
import io.github.ouigate.run.Interruption;
import io.github.ouigate.run.progress.Progress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process of a command: its terminal, environment, clock and signals.
 *
 * @param products the supported database products
 * @param directory the working directory
 * @param locale the language of the messages without {@code --lang}
 * @param hostName the name of this machine; empty if unknown
 */
public record ProcessContext(
        Terminal terminal,
        Map<ConnectionSettings.Product, Dialect> products,
        Map<String, String> environment,
        Map<String, String> systemProperties,
        Path directory,
        Locale locale,
        String hostName,
        Clock clock,
        Progress progress,
        Interruption interruption) {
    /** Java's user name for a user ID without an account, for example in a container. */
    private static final String UNKNOWN_USER = "?";

    public ProcessContext {
        environment = Map.copyOf(environment);
        systemProperties = Map.copyOf(systemProperties);
        products = Map.copyOf(products);
    }

    /** Returns a connector for {@code settings}. */
    public Connector connector(ConnectionSettings settings) {
        return new Connector(settings, Objects.requireNonNull(products.get(settings.product())));
    }

    /** Resolves the path in an option against the working directory. */
    public Optional<Path> resolve(@Nullable Path option) {
        return Optional.ofNullable(option).map(directory::resolve);
    }

    /** Returns an environment variable; empty if it is unset or the empty string. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns the environment that completes the address of a database, as in libpq. */
    public LibpqEnvironment libpqEnvironment() {
        return LibpqEnvironment.of(
                environment,
                Optional.ofNullable(systemProperties.get("user.home")),
                Optional.ofNullable(systemProperties.get("user.name")).filter(name -> !name.equals(UNKNOWN_USER)),
                directory);
    }

    /** Returns the operator: the account and the machine. */
    public String operator() {
        String user = systemProperties.getOrDefault("user.name", UNKNOWN_USER);
        return hostName.isEmpty() ? user : user + "@" + hostName;
    }
}
