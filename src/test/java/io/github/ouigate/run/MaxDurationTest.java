package io.github.ouigate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writers are locked out for at most the operator's limit. */
@ParameterizedClass
@EveryPostgres
class MaxDurationTest {
    private final PostgresShop shop;

    MaxDurationTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
    }

    /** In one statement, or in two that are each short enough. */
    @ParameterizedTest
    @ValueSource(strings = {"3600", "0.4"})
    void rollsBackAtTheTimeLimit(String secondsForEach) {
        List<String> before = shop.conversations();
        slowDown(secondsForEach);

        Result result = Applying.confirmed(shop, "--max-duration", "500ms");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).contains("longer than --max-duration allows");
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger("support-threads-purge")).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();
    }

    /** Each statement is short enough. */
    @Test
    @Tag("slow")
    void countsAllStatementsUpToTheCommit() {
        List<String> before = shop.conversations();
        shop.execute(
                "CREATE TABLE deferred (n int)",
                "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.1);"
                        + " SET CONSTRAINTS ALL DEFERRED; INSERT INTO deferred VALUES (1); RETURN NULL; END'",
                "CREATE FUNCTION last() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_sleep(0.1); RETURN NULL; END'",
                "CREATE CONSTRAINT TRIGGER late AFTER DELETE ON message_threads DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION dawdle()",
                "CREATE CONSTRAINT TRIGGER last AFTER INSERT ON deferred DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION last()");

        Result result = Applying.confirmed(shop, "--max-duration", "1100ms", "--allow-writes", "public.deferred");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).contains("longer than --max-duration allows");
        assertThat(shop.conversations()).isEqualTo(before);
    }

    /** Writers queue behind a run that waits for a lock. */
    @Test
    @Tag("slow")
    void countsTheWaitForTheLocks() throws Exception {
        List<String> before = shop.conversations();
        try (Sessions.Blocker application = new Sessions(shop).block("UPDATE messages SET content = content")) {
            long start = System.nanoTime();
            Result result = Applying.confirmed(shop, "--max-duration", "500ms", "--lock-timeout", "30s");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
            assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
            assertThat(result.out().replaceAll("\\s+", " "))
                    .contains("longer than --max-duration allows", "session " + application.pid());
        }
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.lockHolders()).isEmpty();
    }

    /** Applies without a limit too; here the expected time was short. */
    @Test
    @Tag("slow")
    void stopsARunThatTakesFarLongerThanExpected() {
        List<String> before = shop.conversations();
        slowDown("6");

        Result stopped = Applying.confirmed(shop);

        assertThat(stopped.exitCode()).as(stopped.output()).isEqualTo(5);
        assertThat(stopped.out().replaceAll("\\s+", " ")).contains("longer than 10 s", "--allow-slow");
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(Applying.confirmed(shop, "--allow-slow").exitCode()).isZero();
    }

    @Test
    void permitsARunWithinTheLimit() {
        Applying.succeeds(shop, "--max-duration", "1m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "5", "-1s", "1h", ""})
    void refusesAnInvalidDuration(String time) {
        Result result = Applying.confirmed(shop, "--max-duration", time);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.err()).contains("--max-duration");
    }

    private void slowDown(String seconds) {
        String dawdles = " FOR EACH STATEMENT EXECUTE FUNCTION dawdle()";
        shop.execute(
                "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(" + seconds
                        + "); RETURN NULL; END'",
                "CREATE TRIGGER slow AFTER DELETE ON messages" + dawdles,
                "CREATE TRIGGER slow AFTER DELETE ON message_threads" + dawdles);
    }
}
