package io.github.ouigate.run.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import io.github.ouigate.testing.Sessions.Blocker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run with concurrent transactions waits for a limited time, does not harm them, and reports who blocks it. */
@ParameterizedClass
@EveryPostgres
class LocksTest {
    private static final String TAG = "support-threads-purge";

    private final PostgresShop shop;
    private final Sessions sessions;

    LocksTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        sessions = new Sessions(shop);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE messages SET content = content"})
    void namesTheBlockingSession(String statement) throws Exception {
        List<String> before = shop.conversations();
        try (Blocker application = sessions.block(statement)) {
            Result result = apply("--lock-timeout", "100ms", "--lock-attempts", "2");

            String session = "session " + application.pid() + " (postgres, PostgreSQL JDBC Driver)";
            assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
            assertThat(result.out().replaceAll("\\s+", " "))
                    .contains("Busy: no data has changed.", session, statement, "2 attempts of 100 ms");
            assertThat(result.err()).contains("Lock attempt 1 of 2", "Lock attempt 2 of 2", session);
            assertThat(application.isOpen()).isTrue();
        }
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger(TAG)).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();

        Result again = apply();

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE message_threads SET subject = subject",
                "SELECT * FROM messages FOR UPDATE",
                "SELECT * FROM message_threads FOR KEY SHARE",
                "LOCK TABLE messages IN SHARE UPDATE EXCLUSIVE MODE"
            })
    void namesTheBlockingSessionOfOtherStatements(String statement) throws Exception {
        namesTheBlockingSession(statement);
    }

    /**
     * Both orders in which applications write; holding one table while waiting for the other would cause a deadlock.
     */
    @ParameterizedTest
    @ValueSource(strings = {"UPDATE message_threads SET subject = subject; UPDATE messages SET content = content"})
    void letsABlockingTransactionFinish(String statements) throws Exception {
        String[] writes = statements.split("; ", -1);
        try (Blocker application = sessions.block(writes[0])) {
            CompletableFuture<Result> run = CompletableFuture.supplyAsync(this::apply);
            sessions.awaitWaitingFor("relation");

            application.execute(writes[1]);
            application.commit();

            Result result = run.get(30, TimeUnit.SECONDS);
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE messages SET content = content; UPDATE message_threads SET subject = subject",
                "SELECT * FROM message_threads FOR UPDATE; UPDATE messages SET content = content"
            })
    void letsOtherBlockingTransactionsFinish(String statements) throws Exception {
        letsABlockingTransactionFinish(statements);
    }

    @Test
    void doesNotBlockReaders() {
        List<String> seen = new ArrayList<>();

        Result result = new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.PROVEN) {
                        seen.addAll(
                                shop.rows("SELECT m.id FROM messages m JOIN message_threads t ON t.id = thread_id"));
                    }
                })
                .run("apply", shop, "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(seen).hasSize(36);
    }

    private Result apply(String... options) {
        return Applying.confirmed(shop, options);
    }
}
