package io.github.ouigate.cli.option;

import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.KeyMode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database it has to be, by the server's own answer. */
public class DatabaseGuardOptions {
    @Option(names = "--expect-database", descriptionKey = "help.expect-database", paramLabel = "NAME")
    @Nullable
    String database;

    @Option(names = "--environment", descriptionKey = "help.environment", paramLabel = "NAME")
    @Nullable
    String environment;

    /** Returns the guards of a command that plans nothing and only looks. */
    public Guards forReading(ConnectionSettings read) {
        return guards(Optional.empty(), read, Set.of());
    }

    /** Returns the guards of a command that deletes nothing. */
    public Guards forRestoring(ConnectionSettings writtenTo, Set<String> allowedWrites) {
        return guards(writtenTo.ambient(), writtenTo, allowedWrites);
    }

    private Guards guards(Optional<String> ambientUrl, ConnectionSettings settings, Set<String> allowedWrites) {
        return new Guards(
                Optional.ofNullable(database),
                Optional.ofNullable(environment),
                OptionalLong.empty(),
                ambientUrl,
                false,
                KeyMode.AUTO,
                false,
                Guards.MAX_READER_WAIT,
                allowedWrites,
                Set.of(),
                settings.allowances().servers());
    }
}
