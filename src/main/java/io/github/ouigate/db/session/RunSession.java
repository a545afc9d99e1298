package io.github.ouigate.db.session;

import io.github.ouigate.db.schema.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session of ouigate, as the server reports it. Values that the role cannot see are empty.
 *
 * @param pid the server process
 * @param name the application name
 * @param client the client's address; {@code local} for a Unix-domain socket
 * @param age the time since it connected
 * @param activityAge the time since the current statement began or the last one ended
 * @param transactionAge the age of its open transaction; empty if there is none
 * @param query the beginning of its current or last statement
 * @param locked the tables that it locks against writers
 * @param waitingFor the sessions that block it, directly or through others
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

    /** The activity of a session. */
    public enum Activity {
        /** The server waits for the program: for example during a prompt or a pause. */
        IDLE,
        /** A statement is executing. */
        WORKING,
        /** A statement waits for a lock. */
        WAITING,
        /** The role cannot see the activity, or the server does not track it. */
        UNKNOWN
    }

    /**
     * A session that blocks this one, directly or through others.
     *
     * @param waits whether it waits for a lock itself
     */
    public record Blocker(OtherSession session, boolean waits) {}
}
