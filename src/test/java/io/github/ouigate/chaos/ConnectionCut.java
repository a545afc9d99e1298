package io.github.ouigate.chaos;

import io.github.ouigate.testing.CuttingProxy;
import io.github.ouigate.testing.CuttingProxy.Cut;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A run whose connection is cut by a proxy.
 *
 * @param where the part to cut: any traffic at that moment, the next commit, or its answer
 * @param bytes the number of bytes of the commit or answer that still pass
 * @param forGood whether the server is unreachable afterwards
 */
record ConnectionCut(DisturbancePoint moment, Where where, int bytes, boolean forGood) implements DisturbedRun {
    enum Where {
        NOW,
        IN_COMMIT,
        IN_ANSWER
    }

    private static final int LONGEST_COMMIT = 60;
    private static final int LONGEST_ANSWER = 30;

    static ConnectionCut random(RandomGenerator random) {
        boolean forGood = random.nextInt(3) == 0;
        Where where = Where.values()[random.nextInt(Where.values().length)];
        return switch (where) {
            case NOW -> new ConnectionCut(DisturbancePoint.random(random, 1), where, 0, forGood);
            case IN_COMMIT -> new ConnectionCut(atCommit(), where, random.nextInt(LONGEST_COMMIT), forGood);
            case IN_ANSWER -> new ConnectionCut(atCommit(), where, random.nextInt(LONGEST_ANSWER), forGood);
        };
    }

    private static DisturbancePoint atCommit() {
        return new DisturbancePoint("COMMITTING", Duration.ZERO);
    }

    @Override
    public RunEnd run(PostgresShop shop, List<String> options) {
        try (CuttingProxy proxy = new CuttingProxy(shop.server().port())) {
            return new InProcessRun(moment, () -> cut(proxy))
                    .apply(shop.url(proxy.port()), options, forGood ? IMPATIENCE : PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean canAskAfterwards() {
        return !forGood;
    }

    private void cut(CuttingProxy proxy) {
        switch (where) {
            case NOW -> cutNow(proxy);
            case IN_COMMIT -> proxy.arm(forGood ? Cut.BEFORE_COMMIT_FOR_GOOD : Cut.BEFORE_COMMIT, bytes);
            case IN_ANSWER -> proxy.arm(forGood ? Cut.BEFORE_ANSWER_FOR_GOOD : Cut.BEFORE_ANSWER, bytes);
        }
    }

    private void cutNow(CuttingProxy proxy) {
        if (forGood) {
            proxy.close();
        } else {
            proxy.cutNow();
        }
    }
}
