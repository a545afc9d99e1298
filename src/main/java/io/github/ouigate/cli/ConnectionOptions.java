package io.github.ouigate.cli;

import io.github.ouigate.db.Connector;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.DatabaseUrl;
import io.github.ouigate.db.url.PasswordMissingException;
import io.github.ouigate.db.url.Secret;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database, as whom. There is no {@code --password}: arguments can be seen by others on the machine. */
public final class ConnectionOptions {
    @Option(names = "--url", descriptionKey = "help.url", paramLabel = "URL")
    private @Nullable String url;

    @Option(names = "--user", descriptionKey = "help.user", paramLabel = "NAME")
    private @Nullable String user;

    @Option(names = "--password-file", descriptionKey = "help.password-file", paramLabel = "FILE")
    private @Nullable Path passwordFile;

    /** An open connection and the means to open another. */
    public record Opened(Connection connection, Connector connector) implements AutoCloseable {
        private static final Logger LOG = Logger.getLogger(Opened.class.getName());
        private static final int VALIDATION_SECONDS = 10;

        /** Returns this, or a new connection where the server has ended the session: somebody may have thought for long. */
        public Opened renewed(String sessionName) throws SQLException {
            return connection.isValid(VALIDATION_SECONDS) ? this : new Opened(connector.open(sessionName), connector);
        }

        /** Closes the connection; a broken one that says no must not hide how the command ended. */
        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.log(Level.FINE, "cannot close the connection", e);
            }
        }
    }

    /** Returns the target that the options and the environment name. */
    ConnectionSettings target(ProcessContext context) {
        ConnectionSettings target = url == null ? ambient(context) : DatabaseUrl.parse(url);
        if (user != null) {
            target = target.withUser(user);
        }
        if (passwordFile != null) {
            return target.withPassword(read(context.directory().resolve(passwordFile)));
        }
        Stream<String> variables = target.product() == ConnectionSettings.Product.POSTGRESQL
                ? Stream.of("OUIGATE_PASSWORD", "PGPASSWORD")
                : Stream.of("OUIGATE_PASSWORD");
        Optional<Secret> password = target.password().or(() -> variables
                .map(context::variable)
                .flatMap(Optional::stream)
                .findFirst()
                .map(Secret::new));
        return password.map(target::withPassword).orElse(target);
    }

    private static ConnectionSettings ambient(ProcessContext context) {
        for (String variable : new String[] {"OUIGATE_URL", "DATABASE_URL"}) {
            Optional<String> value = context.variable(variable);
            if (value.isPresent()) {
                return DatabaseUrl.parse(value.get()).fromEnvironment(variable);
            }
        }
        throw new UsageException(Message.of("url.missing"));
    }

    /** Reads the first line of a password file. */
    private static Secret read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return new Secret(lines.findFirst().orElse(""));
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException(Message.of("password-file.unreadable", file), e);
        }
    }

    /** Connects; where the server wants a password and none was found, a person is asked for it. */
    public static Opened open(ConnectionSettings target, String sessionName, ProcessContext context, Console output) {
        Connector connector = new Connector(target);
        try {
            return new Opened(connector.open(sessionName), connector);
        } catch (PasswordMissingException missing) {
            Secret typed = ask(target, context.terminal(), output).orElseThrow(() -> missing);
            Connector second = new Connector(target.withPassword(typed));
            return new Opened(second.open(sessionName), second);
        }
    }

    private static Optional<Secret> ask(ConnectionSettings target, Terminal terminal, Console output) {
        if (!terminal.isInteractive()) {
            return Optional.empty();
        }
        output.info(output.words().text("password.question", target.toString()) + " ");
        return terminal.readSecret().map(Secret::new);
    }
}
