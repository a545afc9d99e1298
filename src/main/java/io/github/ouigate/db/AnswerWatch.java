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
 * Watches a connection that waits for an answer which may take long, as that to a commit or a vacuum. When the server does
 * not answer a new connection either, it gives the waiting one up: its statement fails.
 */
public final class AnswerWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AnswerWatch.class.getName());
    private static final String NAME = "ouigate answer watch";

    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Begins to watch.
     *
     * @param patience how long no answer is taken for granted, and then how long a new connection may take
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

    /** An error of the server is an answer as well. */
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
