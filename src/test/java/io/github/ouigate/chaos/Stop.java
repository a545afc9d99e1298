package io.github.ouigate.chaos;

import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * A run whose server ends at once, and is started again.
 *
 * @param inTime whether it is started again while the run still asks, or only after the run has ended
 */
record Stop(Moment moment, boolean inTime) implements Ordeal {
    static Stop random(RandomGenerator random) {
        return new Stop(Moment.random(random, 1), random.nextInt(3) != 0);
    }

    @Override
    public Ending endure(PostgresShop shop, List<String> options) {
        PostgresServer server = shop.server();
        AtomicBoolean down = new AtomicBoolean();
        Runnable fault = () -> {
            server.crash();
            down.set(true);
            if (inTime) {
                server.restart();
                down.set(false);
            }
        };
        try {
            return new Watched(moment, fault).apply(shop.url(), options, inTime ? PATIENCE : IMPATIENCE);
        } finally {
            if (down.get()) {
                server.restart();
            }
        }
    }

    @Override
    public boolean canAskAfterwards() {
        return inTime;
    }
}
