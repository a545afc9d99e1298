package io.github.ouigate.benchmark;

import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ScratchDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Executes the ways of one scenario in turn, each on a fresh copy of the same shop. */
final class Comparison {
    /** Ways that scan whole tables are not measured if they are expected to take longer than this. */
    private static final double LONGEST_SECONDS = 60;

    private static final String NO_CONVERSATIONS = "0|0|0|0";

    private final Scenario scenario;
    private final double scanSeconds;
    private final PostgresShop template;
    private final String conversations;

    /**
     * Creates the shop; {@code secondsPerScannedMessage} is the cost of a scanned message for each deleted
     * conversation.
     */
    Comparison(Scenario scenario, double secondsPerScannedMessage) {
        this.scenario = scenario;
        this.scanSeconds = secondsPerScannedMessage * scenario.scannedMessages();
        this.template = new PostgresShop(PostgresServer.newest()).fill(scenario.conversations(), scenario.messages());
        scenario.setting().prepare(template);
        this.conversations = conversations(template);
    }

    /** Measures the cost in seconds of a scanned message for each deleted conversation. */
    static double secondsPerScannedMessage() throws Exception {
        Comparison comparison = new Comparison(Scenario.parse("4000/40000"), 0);
        try (ScratchDirectory archives = new ScratchDirectory()) {
            return comparison.measure(Way.DELETES, archives.path()).seconds() / comparison.scenario.scannedMessages();
        } finally {
            comparison.template.drop();
        }
    }

    /** Measures each way in each round and drops the shop. */
    Results run(int rounds) throws Exception {
        boolean scans = scanSeconds <= LONGEST_SECONDS;
        Results results = new Results(scenario, scans ? Double.NaN : scanSeconds);
        List<Way> ways = new ArrayList<>(scenario.setting().ways());
        ways.removeIf(way -> way.scansForEachRow() && !scans);
        try (ScratchDirectory archives = new ScratchDirectory()) {
            if (scenario.setting() == Setting.RESTORE) {
                Cost unused = Cost.of(Programs.command(Way.OUIGATE_ARCHIVE, template, archives.path()), template);
                template.execute("VACUUM"); // as autovacuum has done by the time of a restore
            }
            for (int round = 0; round < rounds; round++) {
                for (Way way : ways) {
                    results.add(way, measure(way, archives.path()));
                }
                Collections.reverse(ways);
            }
        } finally {
            template.drop();
        }
        return results;
    }

    private Cost measure(Way way, Path archives) throws Exception {
        PostgresShop shop = template.copy();
        String others = others(shop);
        try (ScratchDirectory scratch = new ScratchDirectory()) {
            shop.execute("CHECKPOINT");
            List<String> command =
                    Programs.command(way, shop, scenario.setting() == Setting.RESTORE ? archives : scratch.path());
            Cost cost = scenario.hasTraffic() ? Cost.withTraffic(command, shop) : Cost.of(command, shop);
            String expected = way.leavesConversations() || cost.refused() ? conversations : NO_CONVERSATIONS;
            if (!conversations(shop).equals(expected) || !others(shop).equals(others)) {
                throw new IllegalStateException(way + " has not done what it was to do");
            }
            return cost;
        } finally {
            shop.drop();
        }
    }

    private static String others(PostgresShop shop) {
        return shop.usersAndOrders().toString();
    }

    /**
     * Returns the numbers of conversations and messages, and a hash of each table's rows independent of their order.
     */
    private static String conversations(PostgresShop shop) {
        String digest = "SELECT count(*) || '|' || coalesce(sum(hashtextextended(t::text, 0)), 0) FROM ";
        return shop.value(digest + "message_threads t") + "|" + shop.value(digest + "messages t");
    }
}
