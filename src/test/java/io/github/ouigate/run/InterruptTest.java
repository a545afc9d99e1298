package io.github.ouigate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C and SIGTERM stop a run until its commit is sent, and the program reports the outcome. */
class InterruptTest {
    private static final String TAG = "support-threads-purge";
    private static final Duration SOON = Duration.ofSeconds(5);

    private final PostgresShop shop = new PostgresShop(PostgresServer.oldest());
    private final Sessions sessions = new Sessions(shop);
    private final List<String> conversations = shop.conversations();

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    @Tag("slow")
    void rollsBackWhileItWaitsForTheTables(String signal) throws Exception {
        try (Sessions.Blocker writer = sessions.block("UPDATE messages SET content = content");
                OuigateProcess process = apply()) {
            sessions.awaitWaitingFor("relation");

            process.signal(signal);

            assertRolledBack(process);
            assertThat(writer.isOpen()).isTrue();
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    @Tag("slow")
    void rollsBackDuringALongStatement(String signal) {
        shop.execute(
                "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_sleep(60); RETURN NULL; END'",
                "CREATE TRIGGER slow BEFORE DELETE ON messages FOR EACH STATEMENT EXECUTE FUNCTION dawdle()");
        try (OuigateProcess process = apply()) {
            sessions.awaitSleeping();

            process.signal(signal);

            assertRolledBack(process);
        }
    }

    @Tag("slow")
    @Test
    void rollsBackWhileItWaitsForAnotherRun() throws Exception {
        try (Sessions.Blocker other = sessions.block("SELECT pg_advisory_lock(x'6F75696761746500'::bigint)");
                OuigateProcess process = apply()) {
            sessions.awaitWaitingFor("advisory");

            process.signal("INT");

            assertRolledBack(process);
            assertThat(other.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, DELETED:1", "TERM, RECORDED"})
    void rollsBackAtAnyStepBeforeTheCommit(String signal, String point) {
        try (OuigateProcess process = pausedAt(point)) {
            process.signalAndAwaitNotice(signal);

            process.goOn();

            assertRolledBack(process);
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"INT, STARTING", "INT, LOCKING", "INT, LOCKED", "TERM, DELETED:1", "TERM, DELETED:2"})
    @Tag("slow")
    void rollsBackAtTheOtherSteps(String signal, String point) {
        rollsBackAtAnyStepBeforeTheCommit(signal, point);
    }

    @ParameterizedTest
    @CsvSource({"INT, COMMITTING", "TERM, COMMITTED"})
    @Tag("slow")
    void endsAsCommittedAfterTheCommitIsSent(String signal, String point) {
        try (OuigateProcess process = pausedAt(point)) {
            process.signalAndAwaitNotice(signal);

            process.goOn();

            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isZero();
            assertThat(process.out()).contains("Done: the rows are deleted, and the ledger records it.");
        }
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
        assertThat(shop.lockHolders()).isEmpty();
        sessions.awaitNone();
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"TERM, COMMITTING", "INT, COMMITTED"})
    @Tag("slow")
    void endsAsCommittedOnTheOtherSignalAfterTheCommitIsSent(String signal, String point) {
        endsAsCommittedAfterTheCommitIsSent(signal, point);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    @Tag("slow")
    void endsImmediatelyBeforeARun(String signal) throws Exception {
        try (Sessions.Blocker blocker = sessions.block("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
                OuigateProcess process = OuigateProcess.start("plan", "--url", shop.url())) {
            sessions.awaitWaitingFor("relation");

            process.signal(signal);

            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isEqualTo(130);
            assertThat(process.output()).contains("Interrupted. Nothing has changed.");
            sessions.awaitNone();
            assertThat(blocker.isOpen()).isTrue();
        }
    }

    private OuigateProcess apply() {
        return OuigateProcess.start("apply", "--url", shop.url(), "-Dconfirmation=OUI");
    }

    private OuigateProcess pausedAt(String point) {
        return OuigateProcess.startAndPauseAt(point, "apply", "--url", shop.url(), "-Dconfirmation=OUI");
    }

    private void assertRolledBack(OuigateProcess process) {
        assertThat(process.exitCodeWithin(SOON)).as(process.output()).isEqualTo(130);
        assertThat(process.out()).contains("Interrupted and rolled back: no data has changed.");
        assertThat(shop.conversations()).isEqualTo(conversations);
        assertThat(shop.ledger(TAG)).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();
        sessions.awaitNone();
    }
}
