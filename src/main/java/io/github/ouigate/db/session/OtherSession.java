package io.github.ouigate.db.session;

import io.github.ouigate.db.schema.TableName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A session of another client, or a prepared transaction.
 *
 * @param pid the server process; 0 for a prepared transaction
 * @param user the role; empty for the server's own processes
 * @param application the application name, or the type of the server process
 * @param age the age of its transaction; empty if the role cannot see it
 * @param query the masked beginning of its last statement, or the name of a prepared transaction
 * @param lock the lock by which it was found; null if it was found in another way
 */
public record OtherSession(
        long pid,
        String user,
        String application,
        Optional<Duration> age,
        String query,
        @Nullable Lock lock) {
    /** Returns its last statement. */
    public StatementText statement() {
        return StatementText.of(query);
    }

    /** Returns false if it waits for the lock by which it was found. */
    public boolean isHolder() {
        return lock == null || lock.granted();
    }

    /** Returns each session once. The server lists a session for each table that it has locked. */
    public static List<OtherSession> eachOnce(Stream<OtherSession> sessions) {
        Map<String, OtherSession> once = new LinkedHashMap<>();
        sessions.forEach(session -> once.putIfAbsent(session.pid + session.query, session));
        return List.copyOf(once.values());
    }

    /** Returns the role and the application name, if set. */
    public List<String> who() {
        return Stream.of(user, application).filter(name -> !name.isEmpty()).toList();
    }

    /** Returns whether it is a prepared transaction. */
    public boolean isPrepared() {
        return pid == 0;
    }

    /**
     * A lock on a table.
     *
     * @param mode the lock mode, such as {@code RowExclusiveLock}; several are separated by commas
     * @param granted whether the lock is held; otherwise the session waits for it
     */
    public record Lock(TableName table, String mode, boolean granted) {
        /** Returns whether readers wait behind the lock, whether it is held or requested. */
        public boolean shutsReadersOut() {
            return mode.contains("AccessExclusiveLock");
        }
    }
}
