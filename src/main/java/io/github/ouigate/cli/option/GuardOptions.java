package io.github.ouigate.cli.option;

import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.KeyMode;
import io.github.ouigate.plan.SavedPlan;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the conditions of a run. */
public final class GuardOptions extends DatabaseGuardOptions {
    @Option(names = "--max-rows", descriptionKey = "help.max-rows", paramLabel = "N")
    private @Nullable Long maxRows;

    @Option(names = "--allow-slow", descriptionKey = "help.allow-slow")
    private boolean allowSlow;

    @Option(names = "--keys", descriptionKey = "help.keys", paramLabel = "WAY")
    private @Nullable String keys;

    @Option(names = "--truncate", descriptionKey = "help.truncate", negatable = true)
    private @Nullable Boolean truncate;

    @Option(names = "--allow-writes", descriptionKey = "help.allow-writes", paramLabel = "SCHEMA.TABLE")
    private Set<String> allowedWrites = Set.of();

    @Option(names = "--allow-function", descriptionKey = "help.allow-function", paramLabel = "SCHEMA.NAME")
    private Set<String> allowedFunctions = Set.of();

    /** Returns the guards of a command that only reads; the source of its URL does not matter. */
    @Override
    public Guards forReading(ConnectionSettings read) {
        return guards(Optional.empty(), read, keys(KeyMode.AUTO), truncate(false), allowedWrites, allowedFunctions);
    }

    /** Returns the guards of a command that changes {@code writtenTo}; an approved plan supplies missing options. */
    public Guards forWriting(ConnectionSettings writtenTo, Optional<SavedPlan> approved) {
        Set<String> approvedWrites = approved.map(SavedPlan::allowedWrites).orElse(Set.of());
        Set<String> approvedFunctions =
                approved.map(SavedPlan::allowedFunctions).orElse(Set.of());
        return guards(
                writtenTo.ambient(),
                writtenTo,
                keys(approved.map(SavedPlan::keys).orElse(KeyMode.AUTO)),
                truncate(approved.map(SavedPlan::truncate).orElse(false)),
                allowedWrites.isEmpty() ? approvedWrites : allowedWrites,
                allowedFunctions.isEmpty() ? approvedFunctions : allowedFunctions);
    }

    private KeyMode keys(KeyMode otherwise) {
        return keys == null ? otherwise : KeyMode.of("--keys", keys);
    }

    private boolean truncate(boolean otherwise) {
        return truncate == null ? otherwise : truncate;
    }

    private Guards guards(
            Optional<String> ambientUrl,
            ConnectionSettings settings,
            KeyMode keyMode,
            boolean truncated,
            Set<String> writes,
            Set<String> functions) {
        if (maxRows != null && maxRows < 0) {
            throw new UsageException(Message.of("usage.bad-value", maxRows, "--max-rows"));
        }
        return new Guards(
                Optional.ofNullable(database),
                Optional.ofNullable(environment),
                maxRows == null ? OptionalLong.empty() : OptionalLong.of(maxRows),
                ambientUrl,
                allowSlow,
                keyMode,
                truncated,
                Guards.MAX_READER_WAIT,
                writes,
                functions,
                settings.allowances().servers());
    }
}
