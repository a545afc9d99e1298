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
 * A session of another client, or a prepared transaction, which belongs to no session.
 *
 * @param pid the server's process; 0 for a prepared transaction
 * @param user its role; empty for the server's own processes
 * @param application the name that it gave itself, or what kind of process it is
 * @param age how long its transaction has been open; empty where the role may not know
 * @param query the first words of its last statement, masked, or the name of a prepared transaction
 * @param lock its lock, if that is what it was found by
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

    /** Returns whether it holds the lock that it was found by, or has none that it waits for. */
    public boolean isHolder() {
        return lock == null || lock.granted();
    }

    /** Returns each session once: one is listed for each table that it has locked. */
    public static List<OtherSession> eachOnce(Stream<OtherSession> sessions) {
        Map<String, OtherSession> once = new LinkedHashMap<>();
        sessions.forEach(session -> once.putIfAbsent(session.pid + session.query, session));
        return List.copyOf(once.values());
    }

    /** Returns its role and its name, as far as it has them. */
    public List<String> who() {
        return Stream.of(user, application).filter(name -> !name.isEmpty()).toList();
    }

    /** Returns whether it is a transaction that was prepared, which no session owns any more. */
    public boolean isPrepared() {
        return pid == 0;
    }

    /**
     * A lock on a table.
     *
     * @param mode as in {@code RowExclusiveLock}; several are separated by commas
     * @param granted whether it holds the lock, or waits for it
     */
    public record Lock(TableName table, String mode, boolean granted) {
        /** Returns whether readers wait too: behind whoever holds the lock, and behind whoever waits for it. */
        public boolean shutsReadersOut() {
            return mode.contains("AccessExclusiveLock");
        }
    }
}
