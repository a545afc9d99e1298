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

/** The number of round trips of a small run, to detect an increase; each takes time over a network. */
class RoundTripsTest {
    /** The driver's log message for a round trip (org.postgresql.core.v3.QueryExecutorImpl). */
    private static final String ASKS = " FE=> Sync";

    private static final int MOST = 214;

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
    void numberOfRoundTripsDoesNotIncrease() {
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
