package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.postgres.PostgresDialect;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.db.session.StatementText;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.lint.JobReader;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.planner.Planner;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Dump;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import io.github.ouigate.testing.Sessions.Blocker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hazards of other sessions and of prepared transactions. */
@ParameterizedClass
@EveryPostgres
class SessionHazardsTest {
    private static final String USUAL = "NOTE MISSING_INDEX public.messages";
    private static final String LOCKED = "WARN TABLE_LOCKED public.messages";
    private static final String SHUT = "LOCK TABLE messages IN ACCESS EXCLUSIVE MODE";
    private static final String EDIT =
            "UPDATE messages SET content = 'edited' WHERE id = (SELECT min(id::text)::uuid FROM messages)";

    private final PostgresShop shop;
    private final Sessions sessions;

    SessionHazardsTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        sessions = new Sessions(shop);
    }

    @Test
    void warnsOfASessionThatHasUpdatedARow() throws SQLException {
        try (Blocker other = sessions.block(EDIT)) {
            assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, LOCKED);
            Applying.warns(LOCKED, shop);
            assertThat(other.isOpen()).isTrue();
        }
        sessions.awaitOthersGone();

        assertThat(Hazards.of(shop)).containsExactly(USUAL);
    }

    @Test
    void namesTheSessionThatHasUpdatedARow() throws SQLException {
        try (Blocker other = sessions.block("SET application_name = 'back office'; " + EDIT)) {
            assertThat(Hazards.messages("TABLE_LOCKED", shop))
                    .singleElement()
                    .asString()
                    .matches("The session " + other.pid()
                            + " \\(postgres, back office\\) holds a lock on public.messages"
                            + " \\(.*RowExclusiveLock.*\\). Its transaction has been open for (less than a second|\\d+ s),"
                            + " and can block a run. Statement: \\(statement omitted\\)");
            assertThat(new CommandLineRun().run("plan", shop).out())
                    .containsIgnoringWhitespaces("UPDATE messages SET content = '…' WHERE id = (SELECT mi...");
        }
    }

    @Test
    void remedyEndsTheSession() throws SQLException {
        try (Blocker other = sessions.block(EDIT)) {
            String remedy = statement("SELECT .*;", Hazards.remedies("TABLE_LOCKED", shop));

            shop.execute(remedy);
            sessions.awaitOthersGone();

            assertThat(other.isOpen()).isFalse();
            assertThat(Hazards.of(shop)).containsExactly(USUAL);
        }
    }

    @Test
    void namesASessionOnceForEachOfItsTables() throws SQLException {
        try (Blocker other = sessions.block(
                "SELECT * FROM messages FOR UPDATE; DELETE FROM messages; UPDATE message_threads SET closed = true")) {
            assertThat(Hazards.of(shop))
                    .containsExactlyInAnyOrder(USUAL, LOCKED, "WARN TABLE_LOCKED public.message_threads");
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void warnsOfRowsThatAreLockedForUpdate() throws SQLException {
        try (Blocker other = sessions.block("SELECT * FROM messages LIMIT 1 FOR UPDATE")) {
            assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, LOCKED);
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    @Tag("slow")
    void ignoresReaders() throws SQLException {
        try (Blocker other = sessions.block("SELECT * FROM messages, message_threads")) {
            assertThat(Hazards.of(shop)).containsExactly(USUAL);
            Applying.succeeds(shop);
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void ignoresWritersToOtherTables() throws SQLException {
        try (Blocker other = sessions.block("UPDATE orders SET status = 'PAID'")) {
            assertThat(Hazards.of(shop)).containsExactly(USUAL);
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void refusesImmediatelyIfReadersAreLockedOut() throws SQLException {
        List<String> before = Dump.of(shop);
        try (Blocker other = sessions.block(SHUT)) {
            long start = System.nanoTime();

            Result plan = new CommandLineRun().run("plan", shop, "--json");
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Result apply = Applying.confirmed(shop);

            assertThat(Hazards.in(plan)).containsExactly("BLOCK TABLE_LOCKED public.messages");
            assertThat(plan.out()).containsPattern("\"public.messages\",\\s+\"where\" : null,\\s+\"rows\" : null");
            assertThat(took).isLessThan(Duration.ofSeconds(4)); // it would wait for a lock for 5
            assertThat(apply.exitCode()).as(apply.output()).isEqualTo(8);
            assertThat(apply.err()).contains("AccessExclusiveLock", "[TABLE_LOCKED]", "not counted");
            assertThat(other.isOpen()).isTrue();
        }
        sessions.awaitOthersGone();

        assertThat(Dump.of(shop)).containsExactlyElementsOf(before);
        assertThat(Hazards.of(shop)).containsExactly(USUAL);
    }

    @Test
    @Tag("slow")
    void refusesIfASessionWaitsToLockReadersOut() throws Exception {
        List<String> before = Dump.of(shop);
        try (Blocker reader = sessions.block("SELECT * FROM messages");
                Sessions.Waiter other = sessions.await(SHUT)) {
            Result plan = new CommandLineRun().run("plan", shop, "--json");
            Result apply = Applying.confirmed(shop);

            assertThat(Hazards.in(plan)).containsExactly("BLOCK LOCK_AWAITED public.messages");
            assertThat(apply.exitCode()).as(apply.output()).isEqualTo(8);
            assertThat(apply.err()).contains("The session " + other.pid() + " ", "waits for a lock on public.messages");
            assertThat(shop.rows(statement("SELECT [^;]*;", Hazards.remedies("LOCK_AWAITED", shop))))
                    .containsExactly("{" + reader.pid() + "}");
        }
        sessions.awaitOthersGone();

        assertThat(Dump.of(shop)).containsExactlyElementsOf(before);
        assertThat(Hazards.of(shop)).containsExactly(USUAL);
    }

    @Test
    @Tag("slow")
    void warnsOfAWriterAndTheSessionsWaitingForIt() throws Exception {
        try (Blocker writer = sessions.block(EDIT);
                Sessions.Waiter other = sessions.await("LOCK TABLE messages IN SHARE MODE")) {
            assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, LOCKED, "WARN LOCK_AWAITED public.messages");
            assertThat(Hazards.messages("TABLE_LOCKED", shop))
                    .singleElement()
                    .asString()
                    .startsWith("The session " + writer.pid() + " ");
            assertThat(Hazards.messages("LOCK_AWAITED", shop))
                    .singleElement()
                    .asString()
                    .startsWith("The session " + other.pid() + " ");
            Applying.warns("WARN LOCK_AWAITED public.messages", shop);
        }
        sessions.awaitOthersGone();

        assertThat(Hazards.of(shop)).containsExactly(USUAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sale 42", "the clerk's"})
    @Tag("slow")
    void warnsOfAPreparedTransactionUntilItIsEnded(String name) {
        String literal = "'" + name.replace("'", "''") + "'";
        shop.execute("BEGIN; " + EDIT + "; PREPARE TRANSACTION " + literal);
        try {
            assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, "WARN PREPARED_TRANSACTION public.messages");
            assertThat(Hazards.messages("PREPARED_TRANSACTION", shop))
                    .singleElement()
                    .asString()
                    .contains("The prepared transaction " + name + " of postgres", "RowExclusiveLock");
            Applying.warns("WARN PREPARED_TRANSACTION public.messages", shop);
        } finally {
            shop.execute(statement("ROLLBACK PREPARED .*;", Hazards.remedies("PREPARED_TRANSACTION", shop)));
        }

        assertThat(Hazards.of(shop)).containsExactly(USUAL);
        Applying.succeeds(shop);
    }

    @Test
    @Tag("slow")
    void refusesAPreparedTransactionThatLocksReadersOut() {
        List<String> before = shop.conversations();
        shop.execute("BEGIN; " + SHUT + "; PREPARE TRANSACTION 'migration'");

        assertThat(Hazards.of(shop)).containsExactly("BLOCK PREPARED_TRANSACTION public.messages");
        assertThat(Applying.confirmed(shop).exitCode()).isEqualTo(8);

        shop.execute(statement("COMMIT PREPARED [^;]*;", Hazards.remedies("PREPARED_TRANSACTION", shop)));

        assertThat(Hazards.of(shop)).containsExactly(USUAL);
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    void distinguishesPreparedTransactionsOfOneSession() throws SQLException {
        try (Connection connection = shop.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN; " + EDIT + "; PREPARE TRANSACTION 'first'");
            statement.execute("BEGIN; LOCK TABLE messages IN ROW SHARE MODE; PREPARE TRANSACTION 'second'");
        }

        assertThat(Hazards.messages("PREPARED_TRANSACTION", shop))
                .hasSize(2)
                .anyMatch(message -> message.matches(".* first of .*RowExclusiveLock.*"))
                .anyMatch(message -> message.matches(".* second of .*RowShareLock.*"));

        shop.execute("ROLLBACK PREPARED 'first'", "ROLLBACK PREPARED 'second'");
    }

    @Test
    void ignoresANewTransaction() throws SQLException {
        try (Blocker other = sessions.block("SELECT * FROM users")) {
            assertThat(Hazards.of(shop)).containsExactly(USUAL);
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void warnsOfALongTransaction() throws Exception {
        try (Blocker other = sessions.block("SELECT * FROM users")) {
            assertThat(warningsOfOpenTransactions(Duration.ZERO))
                    .singleElement()
                    .satisfies(hazard -> assertThat(hazard.message().arguments())
                            .startsWith(String.valueOf(other.pid()), "postgres")
                            .contains(StatementText.of("SELECT * FROM users")));
            assertThat(warningsOfOpenTransactions(Duration.ofMinutes(5))).isEmpty();
        }
        sessions.awaitOthersGone();

        assertThat(warningsOfOpenTransactions(Duration.ZERO)).isEmpty();
    }

    @Test
    void ignoresIdleSessions() throws Exception {
        try (Connection idle = shop.connect()) {
            assertThat(warningsOfOpenTransactions(Duration.ZERO)).isEmpty();
            assertThat(idle.isValid(0)).isTrue();
        }
    }

    @Test
    void namesASessionOnce() throws Exception {
        try (Blocker other = sessions.block(EDIT)) {
            assertThat(plan(Duration.ZERO).hazards())
                    .extracting(Hazard::code)
                    .containsExactlyInAnyOrder(Code.TABLE_LOCKED, Code.MISSING_INDEX);
            assertThat(other.isOpen()).isTrue();
        }
    }

    private List<Hazard> warningsOfOpenTransactions(Duration longTransaction) throws SQLException {
        return plan(longTransaction).hazards(Hazard.Severity.WARN).stream()
                .filter(hazard -> hazard.code() == Code.LONG_TRANSACTION)
                .toList();
    }

    private Plan plan(Duration longTransaction) throws SQLException {
        Dialect dialect = new PostgresDialect();
        Job job = new JobReader().read(Changelog.bundled("changelogs/support-threads.yaml"), Map.of());
        try (Connection connection = shop.openAsOuigate()) {
            return new Planner(dialect, new Ledger(dialect, null), longTransaction, Optional.empty())
                    .plan(connection, job, Guards.NONE, false);
        }
    }

    @Test
    @Tag("slow")
    void plansForARoleThatCannotSeeOtherSessions() throws SQLException {
        String role = "clerk_in_" + shop.database();
        shop.execute(
                "ALTER DATABASE " + shop.database() + " SET timezone = 'UTC'",
                "CREATE ROLE " + role + " LOGIN",
                "GRANT CREATE ON SCHEMA public TO " + role,
                "GRANT SELECT, DELETE ON messages, message_threads TO " + role,
                "GRANT SELECT ON users, orders TO " + role);

        try (Blocker other = sessions.block("SET application_name = ''; " + EDIT)) {
            assertThat(Hazards.of(shop, "--user", role)).containsExactlyInAnyOrder(USUAL, LOCKED);
            assertThat(Hazards.messages("TABLE_LOCKED", shop, "--user", role))
                    .containsExactly("The session " + other.pid() + " (postgres, ?) holds a lock on public.messages"
                            + " (RowExclusiveLock). Its transaction has been open for an unknown time, and can block a run."
                            + " Statement: (statement omitted)");
        }
        sessions.awaitOthersGone();

        assertThat(Hazards.of(shop, "--user", role)).containsExactly(USUAL);
    }

    /** pg_stat_activity is constant in a transaction, pg_locks is not. */
    @Test
    void handlesASessionThatHasJustStarted() throws SQLException {
        try (Connection connection = shop.connect()) {
            connection.setAutoCommit(false);
            io.github.ouigate.db.session.Sessions database = new PostgresDialect().sessions(connection);
            boolean unused = database.isConnected("ouigate test"); // the server keeps what it has shown once

            try (Blocker other = sessions.block(EDIT)) {
                List<OtherSession> lockers = database.lockers(List.of(new TableName("public", "messages")));

                assertThat(lockers).singleElement().satisfies(session -> {
                    assertThat(session.isPrepared()).isFalse();
                    assertThat(session.pid()).isEqualTo(other.pid());
                    assertThat(session.user()).isEqualTo("postgres");
                });
            }
        }
    }

    /** Returns the only statement in a remedy. */
    private static String statement(String pattern, List<String> remedies) {
        assertThat(remedies).hasSize(1);
        Matcher matcher = Pattern.compile(pattern).matcher(remedies.get(0));
        assertThat(matcher.find()).as(remedies.get(0)).isTrue();
        return matcher.group();
    }
}
