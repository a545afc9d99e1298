package io.github.ouigate.chaos;

import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * A run whose server is stopped immediately and restarted.
 *
 * @param inTime whether it is restarted while the run still queries it, or only after the run has ended
 */
record ServerStop(DisturbancePoint moment, boolean inTime) implements DisturbedRun {
    static ServerStop random(RandomGenerator random) {
        return new ServerStop(DisturbancePoint.random(random, 1), random.nextInt(3) != 0);
    }

    @Override
    public RunEnd run(PostgresShop shop, List<String> options) {
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
            return new InProcessRun(moment, fault).apply(shop.url(), options, inTime ? PATIENCE : IMPATIENCE);
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
