package io.github.ouigate.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The conditions that the operator sets for a run.
 *
 * @param database the name that the server must give for its database
 * @param environment the marker that the database must carry
 * @param maxRows how many rows may go at the most
 * @param ambientUrl the environment variable that the URL came from, if it was not named on the command line
 * @param allowSlow whether a run may take long for want of an index
 * @param keys how foreign keys are checked that no index helps
 * @param truncate whether the tables are truncated, where the job would delete row by row
 * @param maxReaderWait how long readers may be shut out at the most, where the run needs that
 * @param allowedWrites the tables, {@code schema.table}, that triggers and foreign keys may write to besides
 * @param allowedFunctions the functions, {@code schema.name}, that conditions may call besides those that are harmless
 * @param allowedServers texts, each of which names a server or an extension that is not known to keep its promises
 */
public record Guards(
        Optional<String> database,
        Optional<String> environment,
        OptionalLong maxRows,
        Optional<String> ambientUrl,
        boolean allowSlow,
        KeyMode keys,
        boolean truncate,
        Duration maxReaderWait,
        Set<String> allowedWrites,
        Set<String> allowedFunctions,
        Set<String> allowedServers) {
    /** How long readers may be shut out where nobody says otherwise. */
    public static final Duration MAX_READER_WAIT = Duration.ofSeconds(1);

    /** No guard. */
    public static final Guards NONE = new Guards(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
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

    /** Returns the same guards with the functions that conditions may call besides. */
    public Guards allowing(Set<String> functions) {
        return with(maxReaderWait, functions);
    }

    /** Returns the same guards with another time for which readers may be shut out. */
    public Guards waiting(Duration readers) {
        return with(readers, allowedFunctions);
    }

    private Guards with(Duration readers, Set<String> functions) {
        return new Guards(
                database,
                environment,
                maxRows,
                ambientUrl,
                allowSlow,
                keys,
                truncate,
                readers,
                allowedWrites,
                functions,
                allowedServers);
    }
}
