package io.github.ouigate.chaos;

import io.github.ouigate.testing.Await;
import io.github.ouigate.testing.PostgresShop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Sessions that read conversations continuously, and one that checks whether any of them waits for a lock. */
final class Readers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(2);
    private static final String NAME = "chaos reader";
    private static final int KNOWN_CONVERSATIONS = 500;

    private final PostgresShop shop;
    private final Queue<TimeSpan> reads = new ConcurrentLinkedQueue<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    private Readers(PostgresShop shop) {
        this.shop = shop;
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    /** Starts {@code sessions} sessions; initial conversations have at least {@code messages} messages. */
    static Readers start(int sessions, PostgresShop shop, int messages) {
        Readers readers = new Readers(shop);
        String old = "SELECT id FROM message_threads WHERE NOT starts_with(subject, 'w ') ORDER BY random() LIMIT "
                + KNOWN_CONVERSATIONS;
        List<UUID> known = shop.rows(old).stream().map(UUID::fromString).toList();
        for (int i = 0; i < sessions; i++) {
            readers.start("reader", connection -> readers.read(connection, known, messages));
        }
        readers.start("sampler of locks", readers::sample);
        return readers;
    }

    private void start(String name, Work work) {
        threads.add(Threads.start(name, () -> {
            try (Connection connection = shop.connect()) {
                work.run(connection);
            } catch (SQLException e) {
                errors.add(name + ": " + e);
            }
        }));
    }

    private void read(Connection connection, List<UUID> known, int messages) throws SQLException {
        connection.setClientInfo("ApplicationName", NAME);
        String sql =
                "SELECT m.id, m.content FROM message_threads t JOIN messages m ON m.thread_id = t.id WHERE t.id = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; !stopping; i++) {
                select.setObject(1, known.get(i % known.size()));
                long began = System.nanoTime();
                int rows = countRows(select);
                reads.add(new TimeSpan(began, System.nanoTime()));
                if (rows != 0 && rows < messages) {
                    errors.add("a reader saw a part of a conversation: " + rows + " messages");
                }
            }
        }
    }

    private static int countRows(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            int rows = 0;
            while (row.next()) {
                rows++;
            }
            return rows;
        }
    }

    private void sample(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            while (!stopping) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE application_name = '" + NAME + "' AND wait_event_type = 'Lock'")) {
                    samples.incrementAndGet();
                    if (row.next()) {
                        waiting.addAndGet(row.getLong(1));
                    }
                }
                LockSupport.parkNanos(BETWEEN_SAMPLES.toNanos());
            }
        }
    }

    void stop() {
        stopping = true;
        Await.until(
                "the end of the readers",
                PATIENCE,
                () -> threads.stream().noneMatch(Thread::isAlive),
                errors::toString);
    }

    List<TimeSpan> reads() {
        return List.copyOf(reads);
    }

    /** Returns the errors, and whether a reader had to wait. */
    List<String> errors() {
        List<String> all = new ArrayList<>(errors);
        if (waiting.get() > 0) {
            all.add("readers waited for a lock in " + waiting + " of " + samples + " samples");
        }
        if (samples.get() == 0) {
            all.add("nobody looked whether readers wait");
        }
        return all;
    }

    long samples() {
        return samples.get();
    }

    @Override
    public void close() {
        stopping = true;
    }
}
