package io.github.ouigate.run.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Concurrent runs on one database: one deletes, the others wait or give up, and all report accurately. */
class TwoRunnersTest {
    private static final String TAG = "support-threads-purge";

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @Test
    void refusesDuringAnotherRun() {
        try (OuigateProcess first = pausedAtLocked()) {
            try (OuigateProcess second = apply("--lock-timeout", "200ms", "--lock-attempts", "2")) {
                assertThat(second.exitCode()).as(second.output()).isEqualTo(8);
                assertThat(second.out()).contains("Another run of ouigate is in progress on this database: session");
            }

            first.goOn();

            assertThat(first.exitCode()).as(first.output()).isZero();
        }
        assertDeletedOnce();
    }

    @Test
    @Tag("slow")
    void waitsForTheOtherRunAndReportsIt() {
        try (OuigateProcess first = pausedAtLocked();
                OuigateProcess second = apply()) {
            new Sessions(shop).awaitWaitingFor("advisory");

            first.goOn();

            assertThat(first.exitCode()).as(first.output()).isZero();
            assertThat(second.exitCode()).as(second.output()).isZero();
            String firstRun = shop.ledger(TAG).get(0).replaceAll("(?s).*ouigate (\\S+) by.*", "$1");
            assertThat(first.out()).contains(firstRun);
            assertThat(second.out()).contains("Nothing to do", firstRun, "36 public.messages");
        }
        assertDeletedOnce();
    }

    /** It was planned before the ledger had the other run. */
    @Test
    @Tag("slow")
    void waitsForTheOtherRunAndRefusesAnEditedJob(@TempDir Path directory) {
        String edited = JobFile.in(
                        directory, "tableName: messages, where: created_at IS NOT NULL", "tableName: message_threads")
                .toString();
        try (OuigateProcess first = pausedAtLocked();
                OuigateProcess second = apply("--changelog", edited)) {
            new Sessions(shop).awaitWaitingFor("advisory");

            first.goOn();

            assertThat(first.exitCode()).as(first.output()).isZero();
            assertThat(second.exitCode()).as(second.output()).isEqualTo(4);
            assertThat(second.out())
                    .containsIgnoringWhitespaces("with other conditions or in another order", "another --tag");
        }
        assertDeletedOnce();
    }

    @Tag("slow")
    @Test
    void deletesOnceIfManyStartTogether() throws Exception {
        List<OuigateProcess> processes = new ArrayList<>();
        List<JsonNode> receipts = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                processes.add(apply("--json"));
            }
            for (OuigateProcess process : processes) {
                assertThat(process.exitCode()).as(process.output()).isIn(0, 8);
                receipts.add(new ObjectMapper().readTree(process.out()));
            }
        } finally {
            processes.forEach(OuigateProcess::close);
        }

        assertThat(receipts)
                .filteredOn(receipt -> receipt.path("outcome").asText().equals("COMMITTED"))
                .singleElement()
                .extracting(TwoRunnersTest::deleted)
                .isEqualTo(List.of(36, 6));
        assertThat(receipts)
                .filteredOn(receipt -> !receipt.path("outcome").asText().equals("COMMITTED"))
                .hasSize(5)
                .allSatisfy(receipt -> {
                    assertThat(receipt.path("outcome").asText()).isIn("ALREADY_APPLIED", "BUSY");
                    assertThat(deleted(receipt)).containsOnly(0);
                });
        assertDeletedOnce();
    }

    private static List<Integer> deleted(JsonNode receipt) {
        List<Integer> deleted = new ArrayList<>();
        receipt.path("deletions")
                .forEach(deletion -> deleted.add(deletion.path("deleted").asInt()));
        return deleted;
    }

    private void assertDeletedOnce() {
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
        assertThat(shop.lockHolders()).isEmpty();
    }

    private OuigateProcess pausedAtLocked() {
        return OuigateProcess.startAndPauseAt("LOCKED", "apply", "--url", shop.url(), "-Dconfirmation=OUI");
    }

    private OuigateProcess apply(String... options) {
        List<String> args = new ArrayList<>(List.of("apply", "--url", shop.url(), "-Dconfirmation=OUI"));
        args.addAll(List.of(options));
        return OuigateProcess.start(args.toArray(String[]::new));
    }
}
