package io.github.ouigate.app;

import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.run.Interruption;
import java.time.Clock;
import java.util.function.Function;

/**
 * What a purge or a restore needs from the process that runs it.
 *
 * @param operator is shown the plan and asked
 * @param sessions opens a session on the database under a name that the server shows
 * @param tool ouigate's name and version
 */
public record AppContext(
        Operator operator,
        Function<String, DatabaseSession> sessions,
        Clock clock,
        Interruption interruption,
        String tool) {}
