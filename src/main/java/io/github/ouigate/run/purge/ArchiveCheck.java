package io.github.ouigate.run.purge;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchiveWriter;
import io.github.ouigate.archive.Manifest;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a written archive back in a separate thread while the server deletes the rows of the first table. */
final class ArchiveCheck {
    private static final long KEEP_ALIVE_MILLIS = 100;

    private final FutureTask<Archive> task;
    private final Thread thread;
    private volatile boolean cancelled;

    /** Starts reading. */
    ArchiveCheck(ArchiveWriter writer, Manifest manifest) {
        this.task = new FutureTask<>(() -> writer.finish(manifest, this::stopIfCancelled));
        this.thread = new Thread(task, "archive-check");
        thread.setDaemon(true);
        thread.start();
    }

    private void stopIfCancelled() {
        if (cancelled) {
            throw new CancellationException();
        }
    }

    /**
     * Waits until everything has been read.
     *
     * @param keepAlive runs repeatedly during the wait
     * @throws IOException if the content differs from what was written
     */
    Archive await(Runnable keepAlive) throws IOException {
        while (true) {
            try {
                return task.get(KEEP_ALIVE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                keepAlive.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            } catch (ExecutionException e) {
                throw rethrown(Objects.requireNonNull(e.getCause()));
            }
        }
    }

    private static IOException rethrown(Throwable failure) throws IOException {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof IOException unreadable ? unreadable : new IOException(failure);
    }

    /** Stops reading. All files are closed afterwards. */
    void cancel() {
        cancelled = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
