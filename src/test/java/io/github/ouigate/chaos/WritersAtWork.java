package io.github.ouigate.chaos;

import io.github.ouigate.chaos.WorkReport.Phase;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A purge with concurrent writers and readers.
 *
 * @param commitsAround the number of commits to wait for before and after the purge
 */
record WritersAtWork(int conversations, int messages, int writers, int readers, int commitsAround, long seed) {
    private static final String TAG = "support-threads-purge";

    /** More attempts than usual, because the writers never pause. */
    private static final String[] OPTIONS = ChaosShop.options(
                    "-Dconfirmation=OUI", "--json", "--max-drift", "100000%", "--lock-attempts", "50")
            .toArray(String[]::new);

    /** Runs the purge on a server in a new shop. */
    WorkReport run(PostgresServer server) {
        PostgresShop shop = ChaosShop.fill(new PostgresShop(server), conversations, messages);
        Inventory before = Inventory.of(shop, true);
        Map<Step, Long> steps = new EnumMap<>(Step.class);
        try (Writers writing = Writers.start(writers, shop, new SplittableRandom(seed), Duration.ZERO);
                Readers reading = Readers.start(readers, shop, messages / conversations)) {
            long start = System.nanoTime();
            writing.awaitCommits(commitsAround);
            long purgeStart = System.nanoTime();
            Result result = new CommandLineRun()
                    .watchedBy(step -> steps.put(step, System.nanoTime()))
                    .run("apply", shop, OPTIONS);
            TimeSpan purge = new TimeSpan(purgeStart, System.nanoTime());
            writing.awaitCommits(commitsAround);
            writing.stop();
            reading.stop();
            List<String> violations = new ArrayList<>(writing.errors());
            violations.addAll(reading.errors());
            violations.addAll(violations(shop, before, result, writing.writes(), purge));
            return new WorkReport(
                    phases(new TimeSpan(start, System.nanoTime()), purge, steps),
                    result,
                    writing.writes(),
                    reading.reads(),
                    reading.samples(),
                    violations);
        }
    }

    private static Map<Phase, TimeSpan> phases(TimeSpan all, TimeSpan purge, Map<Step, Long> steps) {
        long locked = steps.getOrDefault(Step.LOCKED, purge.ended());
        long committed = steps.getOrDefault(Step.COMMITTED, purge.ended());
        return Map.of(
                Phase.BEFORE, new TimeSpan(all.began(), purge.began()),
                Phase.UNTIL_LOCKED, new TimeSpan(purge.began(), locked),
                Phase.LOCKED, new TimeSpan(locked, committed),
                Phase.AFTER, new TimeSpan(committed, all.ended()));
    }

    private static List<String> violations(
            PostgresShop shop, Inventory before, Result result, List<Write> writes, TimeSpan purge) {
        List<String> violations = new ArrayList<>();
        if (result.exitCode() != 0) {
            violations.add("exit " + result.exitCode() + ": " + result.output());
        }
        TransactionOutcome fate = TransactionOutcome.of(
                before, Inventory.of(shop, true), shop.ledger(TAG).size());
        if (fate != TransactionOutcome.COMMITTED) {
            violations.add("the purge was not carried through: " + fate);
        }
        WriteAudit audit = new WriteAudit(shop, false);
        violations.addAll(audit.violations(writes, fate, purge));
        List<String> deleted = List.of(
                String.valueOf(before.messages() + audit.messagesGone(writes)),
                String.valueOf(before.conversations() + audit.conversationsGone(writes)));
        if (result.exitCode() == 0
                && !Json.texts(result, "deletions", "deleted").equals(deleted)) {
            violations.add("the receipt is wrong, deleted were " + deleted + ": " + result.out());
        }
        return violations;
    }
}
