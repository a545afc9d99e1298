package io.github.ouigate.cli.terminal;

import io.github.ouigate.app.Operator;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.run.progress.LockWait;
import io.github.ouigate.run.progress.Progress;
import io.github.ouigate.run.progress.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows which sessions block an attempt, and the progress of long operations on a table: on a terminal as one line,
 * updated each second; elsewhere as a new line each ten seconds. Where no pace is measured, the line has the rest of the
 * plan's estimate.
 */
public final class ProgressLine implements Operator.ProgressDisplay {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long BETWEEN_LINES = 10 * SECOND;

    /** Moves to the start of the line and erases it (ECMA-48). */
    private static final String CLEAR = "\r\u001B[K";

    /** Truncates a line at the terminal's width, since a wrapped line could not be cleared. Set and reset of DECAWM. */
    private static final String CUT = "\u001B[?7l";

    private static final String WRAP = "\u001B[?7h";

    private final Terminal terminal;
    private final Console console;
    private final Progress next;
    private final LongSupplier nanoTime;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private Optional<Operation> current = Optional.empty();
    private Optional<Estimate> estimate = Optional.empty();
    /** The rows copied so far; 0 for a single statement, whose progress is unknown. */
    private long done;
    /** The time when the operation's last line was printed, or the operation began. */
    private long printed;

    private boolean shown;

    /** An operation on the rows of a table, with its message key and its start in nanoseconds. */
    private record Operation(String key, TableName table, long rows, long since) {
        Message message(long done, long now) {
            Duration elapsed = Duration.ofNanos(now - since);
            if (done == 0) {
                return Message.of(key, table, rows, elapsed);
            }
            double rate = done * (double) SECOND / Math.max(1, now - since);
            Duration left = Duration.ofSeconds((long) Math.max(1, Math.ceil((rows - done) / Math.max(1, rate))));
            return Message.of("work.copying", table, done, rows, Math.round(rate), elapsed, left);
        }
    }

    /** How long writers are expected to wait, and since when, in nanoseconds. */
    private record Estimate(Duration time, long since) {
        Message of(Message work, long now) {
            long nanos = time.minusNanos(now - since).toNanos();
            return nanos > 0
                    ? Message.of("work.expected", work, Duration.ofSeconds((nanos + SECOND - 1) / SECOND))
                    : Message.of("work.overdue", work);
        }
    }

    /** Creates a display that forwards all calls to {@code next}. */
    public ProgressLine(Terminal terminal, Console console, Progress next, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.console = console;
        this.next = next;
        this.nanoTime = nanoTime;
    }

    /** Starts the timer that calls {@link #tick} each second. */
    public ProgressLine started() {
        var unused = timer.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
        return this;
    }

    @Override
    public synchronized void reached(Step step) {
        end();
        if (step == Step.LOCKING || step == Step.COMMITTED || step == Step.UNDONE) {
            estimate = Optional.empty();
        }
        next.reached(step);
    }

    @Override
    public synchronized void expecting(Duration wait) {
        next.expecting(wait);
        printed = nanoTime.getAsLong();
        estimate = Optional.of(new Estimate(wait, printed));
    }

    @Override
    public void waited(LockWait wait) {
        next.waited(wait);
        console.info(console.text().waited(wait));
    }

    @Override
    public synchronized void working(Step towards, TableName table, long rows) {
        next.working(towards, table, rows);
        begin(towards == Step.INDEXED ? "work.indexing" : "work.deleting", table, rows);
    }

    @Override
    public synchronized void copying(TableName table, long copied, long rows) {
        next.copying(table, copied, rows);
        boolean continued = current.filter(operation -> operation.key().equals("work.copy-begins")
                        && operation.table().equals(table))
                .isPresent();
        if (!continued) {
            begin("work.copy-begins", table, rows);
        }
        done = copied;
    }

    private void begin(String key, TableName table, long rows) {
        end();
        long now = nanoTime.getAsLong();
        current = Optional.of(new Operation(key, table, rows, now));
        done = 0;
        printed = now;
    }

    /** Ends the current operation and clears its line. */
    private synchronized void end() {
        current = Optional.empty();
        if (shown) {
            console.info(CLEAR);
            shown = false;
        }
    }

    public synchronized void tick() {
        long now = nanoTime.getAsLong();
        line(now).ifPresent(message -> {
            String line = console.words().text(message);
            if (terminal.isInteractive()) {
                console.info(CLEAR + CUT + line + WRAP);
                shown = true;
            } else if (now - printed >= BETWEEN_LINES) {
                console.info(line + "\n");
                printed = now;
            }
        });
    }

    /** Returns what is going on, with the measured pace, or else with the plan's estimate. */
    private Optional<Message> line(long now) {
        if (current.isEmpty()) {
            return estimate.map(plan -> plan.of(Message.of("work.locked", Duration.ofNanos(now - plan.since())), now));
        }
        Message work = current.get().message(done, now);
        return Optional.of(
                done > 0 ? work : estimate.map(plan -> plan.of(work, now)).orElse(work));
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        estimate = Optional.empty();
        end();
    }
}
