package io.github.ouigate.cli.option;

import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.KeyMode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the expected database, compared with the server's own information. */
public class DatabaseGuardOptions {
    @Option(names = "--expect-database", descriptionKey = "help.expect-database", paramLabel = "NAME")
    @Nullable
    String database;

    @Option(names = "--environment", descriptionKey = "help.environment", paramLabel = "NAME")
    @Nullable
    String environment;

    /** Returns the guards of a command that only reads; the source of its URL does not matter. */
    public Guards forReading(ConnectionSettings read) {
        return guards(Optional.empty(), read, KeyMode.AUTO, Set.of());
    }

    /** Returns the guards of a restore. */
    public Guards forRestoring(ConnectionSettings writtenTo, KeyMode keys, Set<String> allowedWrites) {
        return guards(writtenTo.ambient(), writtenTo, keys, allowedWrites);
    }

    private Guards guards(
            Optional<String> ambientUrl, ConnectionSettings settings, KeyMode keys, Set<String> allowedWrites) {
        return new Guards(
                Optional.ofNullable(database),
                Optional.ofNullable(environment),
                OptionalLong.empty(),
                ambientUrl,
                false,
                false,
                keys,
                false,
                Guards.MAX_READER_WAIT,
                allowedWrites,
                Set.of(),
                settings.allowances().servers());
    }
}
