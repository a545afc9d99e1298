package io.github.ouigate.app;

import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.run.Interruption;
import java.time.Clock;
import java.util.function.Function;

/**
 * The services of the process for a purge or a restore.
 *
 * @param operator is shown the plan and asked for the confirmation
 * @param sessions opens a session on the database with the given application name
 * @param tool ouigate's name and version
 */
public record AppContext(
        Operator operator,
        Function<String, DatabaseSession> sessions,
        Clock clock,
        Interruption interruption,
        String tool) {}
