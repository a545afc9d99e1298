package io.github.ouigate.chaos;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Injects a fault into one run on one shop, and checks the invariants after it and after the next run. */
final class DisturbanceTrial {
    private static final String TAG = "support-threads-purge";
    private static final int SESSIONS = 3;
    private static final int WRITES_AROUND = 12;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(3);

    private final PostgresShop shop;
    private final DisturbedRun disturbed;
    private final boolean outage;
    private final Way way;
    private final List<String> violations = new ArrayList<>();
    private RunEnd ending = new RunEnd(OptionalInt.empty(), "(before the start)", "");
    private TransactionOutcome fate = TransactionOutcome.BROKEN;

    /**
     * Creates a trial.
     *
     * @param outage whether concurrent writers lose their connections too
     * @param way the way in which the run purges
     */
    DisturbanceTrial(PostgresShop shop, DisturbedRun disturbed, boolean outage, Way way) {
        this.shop = shop;
        this.disturbed = disturbed;
        this.outage = outage;
        this.way = way;
    }

    RunEnd ending() {
        return ending;
    }

    TransactionOutcome fate() {
        return fate;
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /** Executes the trial without concurrent sessions. */
    void runAlone() {
        Inventory before = Inventory.of(shop, false);
        ending = disturbed.run(shop, way.options("-Dconfirmation=OUI", "--json"));
        new Sessions(shop).awaitNone();
        settle(before, Inventory.of(shop, false));
        checkNextRun();
    }

    /** Executes the trial with concurrent writers. */
    void runAmongWriters(SplittableRandom random) {
        Inventory before = Inventory.of(shop, true);
        try (Writers writers = Writers.start(SESSIONS, shop, random, LONGEST_PAUSE)) {
            writers.awaitCommits(WRITES_AROUND);
            long start = System.nanoTime();
            ending = disturbed.run(shop, way.options("-Dconfirmation=OUI", "--json", "--max-drift", "1000%"));
            new Sessions(shop).awaitNone();
            TimeSpan span = new TimeSpan(start, System.nanoTime());
            writers.awaitCommits(WRITES_AROUND);
            writers.stop();
            settle(before, Inventory.of(shop, true));
            violations.addAll(writers.errors());
            violations.addAll(new WriteAudit(shop, outage).violations(writers.writes(), fate, span));
        }
        checkNextRun();
    }

    private void settle(Inventory before, Inventory after) {
        int ledgerRows = shop.ledger(TAG).size();
        fate = TransactionOutcome.of(before, after, ledgerRows);
        require(
                fate != TransactionOutcome.BROKEN,
                "neither all nor nothing: " + before + " before, " + after + " after, rows in the ledger: "
                        + ledgerRows);
        require(!ending.saysDone() || fate == TransactionOutcome.COMMITTED, "a wrong word: done");
        require(!ending.saysUnchanged() || fate == TransactionOutcome.ROLLED_BACK, "a wrong word: nothing changed");
        require(!ending.isUnknown() || !disturbed.canAskAfterwards(), "did not ask a server that answers");
        checkStatus();
    }

    private void checkStatus() {
        Result status = new CommandLineRun().run("status", shop, "--json");
        require(status.exitCode() == 0, "status failed: " + status.output());
        require(
                Json.has(status, "alreadyApplied") == (fate == TransactionOutcome.COMMITTED),
                "a wrong word of status: " + status.out());
    }

    /** Checks that the next run deletes the remaining rows, or nothing if the tag is applied. */
    private void checkNextRun() {
        List<String> left = shop.conversations();

        Result next = new CommandLineRun()
                .run(
                        "apply",
                        shop,
                        ChaosShop.options("-Dconfirmation=OUI", "--json").toArray(String[]::new));

        String outcome = fate == TransactionOutcome.COMMITTED ? "ALREADY_APPLIED" : "COMMITTED";
        require(
                next.exitCode() == 0 && Json.text(next, "outcome").equals(outcome),
                "the next run does not converge: " + next.output());
        require(
                shop.conversations().equals(fate == TransactionOutcome.COMMITTED ? left : List.of()),
                "the next run did not delete once");
        require(shop.ledger(TAG).size() == 1, "rows in the ledger after the next run: " + shop.ledger(TAG));
        require(shop.lockHolders().isEmpty(), "Liquibase's lock is held: " + shop.lockHolders());
    }

    private void require(boolean holds, String violation) {
        if (!holds) {
            violations.add(violation);
        }
    }
}
