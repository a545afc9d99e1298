package io.github.ouigate.db;

import io.github.ouigate.message.OuigateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Watches a connection while it waits for the answer to a long statement such as a commit or a vacuum. If the server
 * does not answer a new connection either, the watch aborts the waiting connection and its statement fails.
 */
public final class AnswerWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AnswerWatch.class.getName());
    private static final String NAME = "ouigate answer watch";

    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Starts the watch.
     *
     * @param patience the time between two probes, and the time limit of each probe
     */
    public AnswerWatch(DatabaseSession session, Duration patience) {
        Thread thread = new Thread(() -> watch(session, patience), NAME);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        ended.countDown();
    }

    private void watch(DatabaseSession session, Duration patience) {
        try {
            while (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!answers(session.connector(), patience) && ended.getCount() > 0) {
                    session.abort();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the server answers a new connection; an error from the server counts as an answer. */
    private static boolean answers(Connector connector, Duration patience) {
        try (Connection connection = connector.openFor(NAME, patience)) {
            return connection.isValid((int) Math.max(1, patience.toSeconds()));
        } catch (OuigateException | SQLException e) {
            LOG.log(Level.FINE, "a new connection failed while another waits for its answer", e);
            Throwable cause = e instanceof SQLException ? e : e.getCause();
            return cause instanceof SQLException sql
                    && !String.valueOf(sql.getSQLState()).startsWith("08");
        }
    }
}
