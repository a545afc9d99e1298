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

    /** Returns the guards of a plan for a later run on {@code writtenTo}. */
    public Guards forPlanning(ConnectionSettings writtenTo) {
        return guards(writtenTo, true, Optional.empty());
    }

    /** Returns the guards of a run on {@code writtenTo}; an approved plan supplies missing options. */
    public Guards forWriting(ConnectionSettings writtenTo, Optional<SavedPlan> approved) {
        return guards(writtenTo, false, approved);
    }

    private Guards guards(ConnectionSettings writtenTo, boolean planOnly, Optional<SavedPlan> approved) {
        if (maxRows != null && maxRows < 0) {
            throw new UsageException(Message.of("usage.bad-value", maxRows, "--max-rows"));
        }
        Set<String> approvedWrites = approved.map(SavedPlan::allowedWrites).orElse(Set.of());
        Set<String> approvedFunctions =
                approved.map(SavedPlan::allowedFunctions).orElse(Set.of());
        return new Guards(
                Optional.ofNullable(database),
                Optional.ofNullable(environment),
                maxRows == null ? OptionalLong.empty() : OptionalLong.of(maxRows),
                writtenTo.ambient(),
                planOnly,
                allowSlow,
                keys(approved.map(SavedPlan::keys).orElse(KeyMode.AUTO)),
                truncate(approved.map(SavedPlan::truncate).orElse(false)),
                Guards.MAX_READER_WAIT,
                allowedWrites.isEmpty() ? approvedWrites : allowedWrites,
                allowedFunctions.isEmpty() ? approvedFunctions : allowedFunctions,
                writtenTo.allowances().servers());
    }

    private KeyMode keys(KeyMode otherwise) {
        return keys == null ? otherwise : KeyMode.of("--keys", keys);
    }

    private boolean truncate(boolean otherwise) {
        return truncate == null ? otherwise : truncate;
    }
}
