package io.github.ouigate.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The conditions that the operator sets for a run.
 *
 * @param database the required name of the database
 * @param environment the required environment of the database
 * @param maxRows the maximum number of deleted rows
 * @param ambientUrl the environment variable that supplied the URL, unless the command line did
 * @param planOnly whether nothing runs yet, so that only a run must confirm the database of {@code ambientUrl}
 * @param allowSlow whether a run may be slow because of a missing index
 * @param keys how foreign keys without a suitable index are checked
 * @param truncate whether the tables are truncated instead of deleting their rows
 * @param maxReaderWait the longest time for which readers may be locked out
 * @param allowedWrites the further tables, as {@code schema.table}, that triggers and foreign keys may write to
 * @param allowedFunctions the functions, as {@code schema.name}, that conditions may call in addition to harmless ones
 * @param allowedServers texts that each identify an allowed server or extension without established guarantees
 */
public record Guards(
        Optional<String> database,
        Optional<String> environment,
        OptionalLong maxRows,
        Optional<String> ambientUrl,
        boolean planOnly,
        boolean allowSlow,
        KeyMode keys,
        boolean truncate,
        Duration maxReaderWait,
        Set<String> allowedWrites,
        Set<String> allowedFunctions,
        Set<String> allowedServers) {
    /** The default limit for locking readers out. */
    public static final Duration MAX_READER_WAIT = Duration.ofSeconds(1);

    /** No guards. */
    public static final Guards NONE = new Guards(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            false,
            false,
            KeyMode.AUTO,
            false,
            MAX_READER_WAIT,
            Set.of(),
            Set.of(),
            Set.of());

    public Guards {
        allowedWrites = Set.copyOf(allowedWrites);
        allowedFunctions = Set.copyOf(allowedFunctions);
        allowedServers = Set.copyOf(allowedServers);
    }

    /** Returns a copy with other allowed functions. */
    public Guards allowing(Set<String> functions) {
        return with(maxReaderWait, functions);
    }

    /** Returns a copy with another limit for locking readers out. */
    public Guards waiting(Duration readers) {
        return with(readers, allowedFunctions);
    }

    private Guards with(Duration readers, Set<String> functions) {
        return new Guards(
                database,
                environment,
                maxRows,
                ambientUrl,
                planOnly,
                allowSlow,
                keys,
                truncate,
                readers,
                allowedWrites,
                functions,
                allowedServers);
    }
}
