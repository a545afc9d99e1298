package io.github.ouigate.db.session;

import io.github.ouigate.db.schema.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session of ouigate, as the server reports it. Values that the role may not see are empty.
 *
 * @param pid the server's process
 * @param name what the session calls itself
 * @param client the address that it comes from; {@code local} for a socket of the server's own machine
 * @param age how long it has been connected
 * @param activityAge how long it has been at that: since its statement began, or the last one ended
 * @param transactionAge how long its transaction has been open, if one is
 * @param query the first words of its statement, or of the last one
 * @param locked the tables that it shuts writers out of
 * @param waitingFor who has the lock that it waits for, and whom those wait for; itself excepted
 */
public record RunSession(
        long pid,
        String name,
        String user,
        @Nullable String client,
        Optional<Duration> age,
        Activity activity,
        Optional<Duration> activityAge,
        Optional<Duration> transactionAge,
        @Nullable String query,
        List<TableName> locked,
        List<Blocker> waitingFor) {
    public RunSession {
        locked = List.copyOf(locked);
        waitingFor = List.copyOf(waitingFor);
    }

    /** What a session can be at. */
    public enum Activity {
        /** The server waits for the program: for an answer at its prompt, a pause, or something that it does itself. */
        IDLE,
        /** A statement is being executed. */
        WORKING,
        /** A statement waits for a lock. */
        WAITING,
        /** The role may not see it, or the server does not track it. */
        UNKNOWN
    }

    /**
     * A session that blocks this one, directly or through others.
     *
     * @param waits whether it waits for a lock itself: then others are in its way
     */
    public record Blocker(OtherSession session, boolean waits) {}
}
