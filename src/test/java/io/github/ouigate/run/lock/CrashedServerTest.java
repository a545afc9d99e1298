package io.github.ouigate.run.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A server that crashes before the commit and then reassigns the transaction ID, since nothing of it was on the disk.
 */
@Tag("slow")
class CrashedServerTest {
    private final PostgresServer server =
            PostgresServer.start(PostgresServer.newestOrAll().get(0));
    private final PostgresShop shop = new PostgresShop(server);
    private final List<String> conversations = shop.conversations();

    @BeforeEach
    void keepTheLogInMemory() {
        server.execute("postgres", "ALTER SYSTEM SET wal_writer_delay = '10s'", "SELECT pg_reload_conf()");
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void reassignedTransactionIdIsNotTakenForTheRun() {
        Result result = applyAndCrashAtTheCommit(number -> {
            String given = "";
            while (!given.equals(number)) {
                given = shop.value("SELECT pg_current_xact_id()");
                assertThat(Long.parseLong(given)).isLessThanOrEqualTo(Long.parseLong(number));
            }
        });

        assertRolledBack(result);
    }

    @Test
    void unassignedTransactionIdMeansRolledBack() {
        Result result = applyAndCrashAtTheCommit(number -> {});

        assertRolledBack(result);
    }

    private interface Afterwards {
        void run(String number);
    }

    private Result applyAndCrashAtTheCommit(Afterwards afterwards) {
        return new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.COMMITTING) {
                        String number = shop.value("SELECT backend_xid FROM pg_stat_activity"
                                + " WHERE application_name LIKE 'ouigate %' AND backend_xid IS NOT NULL");
                        server.crash();
                        server.restart();
                        afterwards.run(number);
                    }
                })
                .run("apply", shop, "-Dconfirmation=OUI", "--resolve-timeout", "5s");
    }

    private void assertRolledBack(Result result) {
        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(shop.conversations()).isEqualTo(conversations);
        assertThat(shop.ledger("support-threads-purge")).isEmpty();
    }
}
