package io.github.ouigate.run;

import io.github.ouigate.run.outcome.Ending;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The operator's request to stop, from Ctrl-C or SIGTERM. It is granted until the commit is about to be sent; after that
 * the run ends by itself within moments.
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
     * Asks the run to stop, and cancels the statement that it waits for. To be repeated until the run has ended: a
     * statement may just have been about to start.
     *
     * @return whether a run was begun, or a result printed: it will end by itself
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

    /** Returns whether a stop was asked for in time. */
    public synchronized boolean isRequested() {
        return requested.getCount() == 0 && !pastPointOfNoReturn;
    }

    /** The command prints its result: it will end by itself, with the code that goes with that. */
    public synchronized void conclude() {
        begun = true;
    }

    /** A run starts; {@code howToCancel} is called from another thread. */
    public synchronized void enter(Runnable howToCancel) {
        begun = true;
        synchronized (cancelling) {
            cancel = howToCancel;
        }
    }

    /** The run winds up: when this returns, no statement is being cancelled, nor will be. Its outcome is not yet printed. */
    public void leave() {
        synchronized (cancelling) {
            cancel = () -> {};
        }
    }

    /**
     * Passes the point of no return.
     *
     * @return false if a stop was asked for before: the run must not go on
     */
    synchronized boolean passPointOfNoReturn() {
        if (requested.getCount() == 0) {
            return false;
        }
        pastPointOfNoReturn = true;
        ending = Optional.of(Ending.UNKNOWN);
        return true;
    }

    /** Takes note of how the run has ended: that does not change any more, whatever becomes of what follows. */
    public synchronized void ended(Ending how) {
        ending = Optional.of(how);
    }

    /** Returns how the run has ended, as far as that is known; empty while nothing can have been changed. */
    public synchronized Optional<Ending> ending() {
        return ending;
    }

    /** The run has committed, and what follows may be stopped again; {@code howToCancel} is called as before. */
    public synchronized void afterCommit(Runnable howToCancel) {
        committed = true;
        synchronized (cancelling) {
            cancel = howToCancel;
        }
    }

    /** Waits, but not longer than until a stop is asked for. */
    public void pause(Duration time) {
        try {
            boolean unused = requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            requested.countDown();
        }
    }
}
