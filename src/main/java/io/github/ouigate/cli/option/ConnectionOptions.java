package io.github.ouigate.cli.option;

import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.cli.terminal.Terminal;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.ConnectionSettings.Allowances;
import io.github.ouigate.db.url.DatabaseUrl;
import io.github.ouigate.db.url.LibpqEnvironment;
import io.github.ouigate.db.url.PasswordMissingException;
import io.github.ouigate.db.url.Secret;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options for the database and the role. There is no {@code --password}, since arguments are visible to other
 * users.
 */
public final class ConnectionOptions {
    @Option(names = "--url", descriptionKey = "help.url", paramLabel = "URL")
    private @Nullable String url;

    @Option(names = "--user", descriptionKey = "help.user", paramLabel = "NAME")
    private @Nullable String user;

    @Option(names = "--password-file", descriptionKey = "help.password-file", paramLabel = "FILE")
    private @Nullable Path passwordFile;

    @Option(names = "--allow-server", descriptionKey = "help.allow-server", paramLabel = "TEXT")
    private Set<String> allowedServers = Set.of();

    @Option(names = "--session-pooler", descriptionKey = "help.session-pooler")
    private boolean sessionPooler;

    /** Returns the settings from the options and the environment. */
    public ConnectionSettings settings(ProcessContext context) {
        ConnectionSettings settings = named(context).allowing(new Allowances(allowedServers, sessionPooler));
        if (passwordFile != null) {
            return settings.withPassword(read(context.directory().resolve(passwordFile)));
        }
        Stream<String> variables = settings.product() == ConnectionSettings.Product.POSTGRESQL
                ? Stream.of("OUIGATE_PASSWORD", "PGPASSWORD")
                : Stream.of("OUIGATE_PASSWORD");
        Optional<Secret> password = settings.password().or(() -> variables
                .map(context::variable)
                .flatMap(Optional::stream)
                .findFirst()
                .map(Secret::new));
        return password.map(settings::withPassword).orElse(settings);
    }

    /** Returns the options as words of another command line; a URL with a password is replaced by {@code URL}. */
    public List<String> words(ProcessContext context) {
        List<String> words = new ArrayList<>();
        if (url != null) {
            words.addAll(List.of("--url", mayHavePassword(url, context) ? "URL" : url));
        }
        if (user != null) {
            words.addAll(List.of("--user", user));
        }
        if (passwordFile != null) {
            words.addAll(List.of("--password-file", passwordFile.toString()));
        }
        allowedServers.forEach(server -> words.addAll(List.of("--allow-server", server)));
        if (sessionPooler) {
            words.add("--session-pooler");
        }
        return words;
    }

    /** Returns whether the URL can contain a password, including that of a key, which is an ordinary parameter. */
    private boolean mayHavePassword(String text, ProcessContext context) {
        return text.toLowerCase(Locale.ROOT).contains("password")
                || named(context).password().isPresent();
    }

    private ConnectionSettings named(ProcessContext context) {
        LibpqEnvironment environment = context.libpqEnvironment();
        Optional<String> role = Optional.ofNullable(user);
        if (url != null) {
            return DatabaseUrl.parse(url, role, environment);
        }
        for (String variable : new String[] {"OUIGATE_URL", "DATABASE_URL"}) {
            Optional<String> value = context.variable(variable);
            if (value.isPresent()) {
                return DatabaseUrl.parse(value.get(), role, environment).fromEnvironment(variable);
            }
        }
        if (environment.namesDatabase()) {
            return DatabaseUrl.ofVariables(role, environment);
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

    /** Connects. Prompts for a password if the server requests one and none is available. */
    public static DatabaseSession open(
            ConnectionSettings settings, String sessionName, ProcessContext context, Console console) {
        try {
            return DatabaseSession.open(context.connector(settings), sessionName);
        } catch (PasswordMissingException missing) {
            Secret typed = promptForPassword(settings, missing, context.terminal(), console)
                    .orElseThrow(() -> missing);
            return DatabaseSession.open(context.connector(settings.withPassword(typed)), sessionName);
        }
    }

    private static Optional<Secret> promptForPassword(
            ConnectionSettings settings, PasswordMissingException missing, Terminal terminal, Console console) {
        if (!terminal.isInteractive()) {
            return Optional.empty();
        }
        missing.note().ifPresent(note -> console.info(console.text().note(note)));
        console.info(console.words().text("password.question", settings.toString()) + " ");
        return terminal.readSecret().map(Secret::new);
    }
}
