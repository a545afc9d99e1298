package io.github.ouigate.run;

import io.github.ouigate.db.TableName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Measures a run between its steps, and how long it shut writers out. */
public final class Timings implements Progress {
    private final Progress next;
    private final LongSupplier nanoTime;
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private long writersShutOut;
    private Step lastStep = Step.STARTING;
    private long last;
    private long locking;
    private boolean shuttingOut;

    public Timings(Progress next, LongSupplier nanoTime) {
        this.next = next;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    @Override
    public void reached(Step step) {
        long now = nanoTime.getAsLong();
        nanos.merge(name(step), now - last, Long::sum);
        if (step == Step.LOCKING) {
            shuttingOut = true; // writers queue behind whoever waits for a table lock
            locking = now;
        } else if (shuttingOut && (step == Step.COMMITTED || step == Step.UNDONE)) {
            shuttingOut = false;
            writersShutOut += now - locking;
        }
        next.reached(step);
        lastStep = step;
        last = nanoTime.getAsLong();
    }

    @Override
    public void waited(LockWait wait) {
        next.waited(wait);
    }

    @Override
    public void working(Step towards, TableName table, long rows) {
        next.working(towards, table, rows);
    }

    @Override
    public void copying(TableName table, long rows, long total) {
        next.copying(table, rows, total);
    }

    /** Returns what the time went into so far. */
    public RunTimes times() {
        Map<String, Long> millis = new LinkedHashMap<>();
        nanos.forEach((name, value) -> millis.put(name, value / 1_000_000));
        return new RunTimes(millis, writersShutOut / 1_000_000);
    }

    /** Names the stretch that ends with a step. */
    private String name(Step step) {
        return switch (step) {
            case STARTING -> "session";
            case LOCKING -> "prepare";
            case LOCKED -> "lock";
            case COUNTED -> "count";
            case ARCHIVED -> "archive";
            case INDEXED -> "index";
            case DELETED -> "delete";
            case RESTORED -> "restore";
            case RECORDED -> "record";
            case PROVEN -> "prove";
            case COMMITTING, COMMITTED -> "commit";
            case UNDONE -> lastStep == Step.LOCKING ? "lock" : "rollback";
        };
    }
}
