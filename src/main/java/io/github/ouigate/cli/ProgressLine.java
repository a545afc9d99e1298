package io.github.ouigate.cli;

import io.github.ouigate.db.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.run.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says what takes long, and how far it is as far as that is known: on a terminal in one line that changes each second,
 * elsewhere in a line each ten.
 */
final class ProgressLine implements AutoCloseable {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long BETWEEN_LINES = 10 * SECOND;

    /** Goes to the start of the line and erases it (ECMA-48). */
    private static final String CLEAR = "\r\u001B[K";

    private final Terminal terminal;
    private final Console console;
    private final LongSupplier nanoTime;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private Optional<Work> current = Optional.empty();
    private boolean shown;

    /** What is done to how many rows of a table, since when, and when it was last told of. */
    private record Work(String key, TableName table, long done, long rows, long since, long told) {
        Work at(long rowsDone) {
            return new Work(key, table, rowsDone, rows, since, told);
        }

        Work toldAt(long now) {
            return new Work(key, table, done, rows, since, now);
        }

        Message message(long now) {
            Duration elapsed = Duration.ofNanos(now - since);
            double rate = done * (double) SECOND / Math.max(1, now - since);
            Duration left = Duration.ofSeconds((long) (Math.max(0, rows - done) / Math.max(1, rate)));
            return done == 0
                    ? Message.of(key, table, rows, elapsed)
                    : Message.of("work.copying", table, done, rows, Math.round(rate), elapsed, left);
        }
    }

    ProgressLine(Terminal terminal, Console console, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.console = console;
        this.nanoTime = nanoTime;
    }

    /** Has it told from now on, each second. */
    ProgressLine started() {
        var unused = clock.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
        return this;
    }

    synchronized void begins(Step towards, TableName table, long rows) {
        ends();
        String key = towards == Step.INDEXED ? "work.indexing" : "work.deleting";
        long now = nanoTime.getAsLong();
        current = Optional.of(new Work(key, table, 0, rows, now, now));
    }

    /** Hears how far rows are copied; where they are shown by a bar, nothing is said of them. */
    synchronized void copied(TableName table, long done, long rows) {
        if (terminal.isInteractive()) {
            ends();
            return;
        }
        long now = nanoTime.getAsLong();
        Work copying = current.filter(work ->
                        work.key().equals("work.copying") && work.table().equals(table))
                .orElseGet(() -> new Work("work.copying", table, done, rows, now, now));
        current = Optional.of(copying.at(Math.max(1, done)));
    }

    synchronized void ends() {
        current = Optional.empty();
        if (shown) {
            console.info(CLEAR);
            shown = false;
        }
    }

    synchronized void tick() {
        long now = nanoTime.getAsLong();
        current.ifPresent(work -> {
            if (terminal.isInteractive()) {
                console.info((shown ? CLEAR : "") + console.words().text(work.message(now)));
                shown = true;
            } else if (now - work.told() >= BETWEEN_LINES) {
                console.info(console.words().text(work.message(now)) + "\n");
                current = Optional.of(work.toldAt(now));
            }
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
        ends();
    }
}
