package io.github.ouigate.chaos;

import io.github.ouigate.testing.Await;
import io.github.ouigate.testing.PostgresShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Sessions that create conversations and write to open ones until they are stopped. */
final class Writers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BEFORE_RECONNECT = Duration.ofMillis(20);
    private static final int KNOWN_CONVERSATIONS = 200;

    private final PostgresShop shop;
    private final Duration pace;
    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
    private final AtomicLong committed = new AtomicLong();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    private Writers(PostgresShop shop, Duration pace) {
        this.shop = shop;
        this.pace = pace;
    }

    /** Starts sessions; each pauses for up to {@code pace} between its transactions. */
    static Writers start(int sessions, PostgresShop shop, SplittableRandom random, Duration pace) {
        Writers writers = new Writers(shop, pace);
        UUID user = UUID.fromString(shop.value("SELECT id FROM users ORDER BY id LIMIT 1"));
        for (int i = 0; i < sessions; i++) {
            SplittableRandom own = random.split();
            List<UUID> known =
                    shop.rows("SELECT id FROM message_threads ORDER BY random() LIMIT " + KNOWN_CONVERSATIONS).stream()
                            .map(UUID::fromString)
                            .toList();
            writers.threads.add(Threads.start("writer", () -> writers.work(own, user, known)));
        }
        return writers;
    }

    private void work(RandomGenerator random, UUID user, List<UUID> known) {
        while (!stopping) {
            try (Connection connection = shop.connect()) {
                Writer writer = new Writer(connection, random, user, known);
                while (!stopping && !writer.isBroken()) {
                    writeOnce(writer);
                    LockSupport.parkNanos(random.nextLong(pace.toNanos() + 1));
                }
            } catch (SQLException e) {
                LockSupport.parkNanos(BEFORE_RECONNECT.toNanos()); // the server is down
            }
        }
    }

    private void writeOnce(Writer writer) {
        try {
            Write write = writer.write();
            writes.add(write);
            if (write.answer() == Write.Answer.COMMITTED) {
                committed.incrementAndGet();
            }
        } catch (Writer.UnexpectedAnswer e) {
            errors.add(String.valueOf(e.getMessage()));
        }
    }

    /** Waits for a number of further commits. */
    void awaitCommits(int more) {
        long awaited = committed.get() + more;
        Await.until("commits of the writers", PATIENCE, () -> committed.get() >= awaited, errors::toString);
    }

    /** Stops the sessions after their last answers. */
    void stop() {
        stopping = true;
        Await.until(
                "the end of the writers",
                PATIENCE,
                () -> threads.stream().noneMatch(Thread::isAlive),
                errors::toString);
    }

    /** Returns the writes and attempted writes. */
    List<Write> writes() {
        return List.copyOf(writes);
    }

    /** Returns the errors that applications must never get. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        stopping = true;
    }
}
