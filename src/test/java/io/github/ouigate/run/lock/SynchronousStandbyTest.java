package io.github.ouigate.run.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Await;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import org.junit.jupiter.api.Test;

/** A commit that waits for a missing synchronous standby. */
class SynchronousStandbyTest {
    @Test
    void reportsALocalCommitIfTheWaitIsCancelled() {
        try (PostgresServer server =
                PostgresServer.start(PostgresServer.versions().get(0))) {
            PostgresShop shop = new PostgresShop(server);
            shop.execute(
                    "CREATE FUNCTION wait_for_standby() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$BEGIN PERFORM set_config('synchronous_commit', 'on', true); RETURN NULL; END$$",
                    "CREATE TRIGGER standby AFTER DELETE ON messages EXECUTE FUNCTION wait_for_standby()",
                    "ALTER DATABASE " + shop.database() + " SET synchronous_commit = local",
                    "ALTER SYSTEM SET synchronous_standby_names = 'nobody'",
                    "SELECT pg_reload_conf()");

            try (OuigateProcess apply =
                    OuigateProcess.start("apply", "--url", shop.url(), "-Dconfirmation=OUI", "--json")) {
                Await.until(
                        "the wait for the standby",
                        () -> shop.rows("SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                                        + " WHERE wait_event = 'SyncRep'")
                                .contains("t"),
                        apply::output);

                assertThat(apply.exitCode()).as(apply.output()).isZero();
                assertThat(apply.out()).contains("COMMITTED", "No synchronous standby has confirmed the commit");
            }
            assertThat(shop.conversations()).isEmpty();
        }
    }
}
