package io.github.ouigate.chaos;

import io.github.ouigate.testing.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Runs with injected faults, prints the results, and exits with 1 if an invariant is violated. */
public final class Chaos {
    private static final int CRASH_CONVERSATIONS = 2_000;
    private static final int CRASH_MESSAGES = 20_000;
    private static final int WRITERS = 8;
    private static final int READERS = 2;
    private static final int COMMITS_AROUND = 10_000;
    private static final int VIOLATIONS_SHOWN = 20;

    private final String[] args;

    private Chaos(String... args) {
        this.args = args;
    }

    /** Runs {@code crash KILLS CUTS STOPS [SEED]} or {@code writers CONVERSATIONS MESSAGES [SEED]}. */
    public static void main(String[] args) {
        Chaos chaos = new Chaos(args);
        boolean fine =
                switch (args[0]) {
                    case "crash" -> chaos.crash();
                    case "writers" -> chaos.writers();
                    default -> throw new IllegalArgumentException(args[0] + " is neither crash nor writers");
                };
        System.exit(fine ? 0 : 1);
    }

    private int number(int index) {
        return Integer.parseInt(args[index]);
    }

    private long seed(int index) {
        long seed = args.length > index
                ? Long.parseLong(args[index])
                : ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
        System.out.println("seed " + seed);
        return seed;
    }

    private boolean crash() {
        long start = System.nanoTime();
        Map<Disturbance, Integer> counts =
                Map.of(Disturbance.KILL, number(1), Disturbance.CUT, number(2), Disturbance.STOP, number(3));
        long seed = seed(4);
        CrashCampaign campaign = new CrashCampaign(counts, CRASH_CONVERSATIONS, CRASH_MESSAGES, seed);
        List<Trial> trials = campaign.run(CrashCampaign.oldestAndNewest(), trial -> {
            if (!trial.violations().isEmpty()) {
                System.out.println("VIOLATION " + trial.report(seed));
            }
        });
        CampaignTable table = new CampaignTable(trials);
        System.out.println("\n" + table.byFault() + "\n\n" + table.byPoint());
        System.out.printf(
                "%nPostgreSQL %s, %d conversations, %d messages, seed %d: %.0f s%n",
                CrashCampaign.oldestAndNewest(),
                CRASH_CONVERSATIONS,
                CRASH_MESSAGES,
                seed,
                new TimeSpan(start, System.nanoTime()).seconds());
        return trials.stream().allMatch(trial -> trial.violations().isEmpty());
    }

    private boolean writers() {
        int conversations = number(1);
        int messages = number(2);
        long seed = seed(3);
        WritersAtWork work = new WritersAtWork(conversations, messages, WRITERS, READERS, COMMITS_AROUND, seed);
        try (PostgresServer server =
                PostgresServer.start(PostgresServer.newestOrAll().get(0))) {
            WorkReport report = work.run(server);
            report.violations().stream()
                    .limit(VIOLATIONS_SHOWN)
                    .forEach(line -> System.out.println("VIOLATION " + line));
            System.out.println("\n" + report.markdown());
            System.out.printf(
                    "violations: %d%n%n%d conversations, %d messages, %d writers, %d readers, seed %d%n",
                    report.violations().size(), conversations, messages, WRITERS, READERS, seed);
            return report.violations().isEmpty();
        }
    }
}
