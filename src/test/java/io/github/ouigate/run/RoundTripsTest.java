package io.github.ouigate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** How often a small run asks the server, so that it does not grow unseen: over a network, each question takes its time. */
class RoundTripsTest {
    /** What the driver logs as it asks for an answer (org.postgresql.core.v3.QueryExecutorImpl). */
    private static final String ASKS = " FE=> Sync";

    private static final int MOST = 213;

    private final Logger driver = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
    private final AtomicInteger asked = new AtomicInteger();

    private final Handler counter = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getMessage().startsWith(ASKS)) {
                asked.incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Test
    void areNotMoreThanTheyWere() {
        PostgresShop shop = new PostgresShop(PostgresServer.newest());
        Level before = driver.getLevel();
        driver.setUseParentHandlers(false);
        driver.addHandler(counter);
        driver.setLevel(Level.FINEST);
        try {
            Applying.succeeds(shop);
        } finally {
            driver.setLevel(before);
            driver.removeHandler(counter);
            driver.setUseParentHandlers(true);
        }

        assertThat(asked.get()).isBetween(MOST / 2, MOST);
    }
}
