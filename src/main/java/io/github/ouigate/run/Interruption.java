package io.github.ouigate.run;

import io.github.ouigate.run.outcome.Ending;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The operator's request to stop, from Ctrl-C or SIGTERM. It is honoured until just before the commit is sent;
 * afterwards the run ends by itself shortly.
 */
public final class Interruption {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final Object cancelling = new Object();
    private boolean begun;
    private boolean pastPointOfNoReturn;
    private boolean committed;
    private Optional<Ending> ending = Optional.empty();
    private Runnable cancel = () -> {};

    /**
     * Requests the run to stop and cancels its running statement. Callers repeat the request until the run has ended,
     * since a statement may be about to start.
     *
     * @return whether a run has started or a result is being printed; the command then ends by itself
     */
    public boolean request() {
        synchronized (this) {
            requested.countDown();
            if (!begun || (pastPointOfNoReturn && !committed)) {
                return begun;
            }
        }
        synchronized (cancelling) {
            cancel.run();
        }
        return true;
    }

    /** Returns whether a stop was requested before the point of no return. */
    public synchronized boolean isRequested() {
        return requested.getCount() == 0 && !pastPointOfNoReturn;
    }

    /** Records that the command prints its result and will end by itself with its own exit code. */
    public synchronized void conclude() {
        begun = true;
    }

    /** Records that a run starts; {@code howToCancel} is called from another thread. */
    public synchronized void enter(Runnable howToCancel) {
        begun = true;
        synchronized (cancelling) {
            cancel = howToCancel;
        }
    }

    /** Records that the run is ending. After this call, no statement is cancelled. The outcome is not printed yet. */
    public void leave() {
        synchronized (cancelling) {
            cancel = () -> {};
        }
    }

    /**
     * Passes the point of no return.
     *
     * @return false if a stop was requested before; the run must then be rolled back
     */
    synchronized boolean passPointOfNoReturn() {
        if (requested.getCount() == 0) {
            return false;
        }
        pastPointOfNoReturn = true;
        ending = Optional.of(Ending.UNKNOWN);
        return true;
    }

    /** Records how the run has ended. Later events do not change it. */
    public synchronized void ended(Ending how) {
        ending = Optional.of(how);
    }

    /** Returns how the run has ended, if known; empty while nothing can have been changed. */
    public synchronized Optional<Ending> ending() {
        return ending;
    }

    /** Records that the run has committed and that later work can be stopped again by {@code howToCancel}. */
    public synchronized void afterCommit(Runnable howToCancel) {
        committed = true;
        synchronized (cancelling) {
            cancel = howToCancel;
        }
    }

    /** Waits for {@code time}, or until a stop is requested. */
    public void pause(Duration time) {
        try {
            boolean unused = requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            requested.countDown();
        }
    }
}
