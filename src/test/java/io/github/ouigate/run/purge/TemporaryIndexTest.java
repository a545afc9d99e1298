package io.github.ouigate.run.purge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.check.PurgedShop;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Dump;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import io.github.ouigate.testing.Sessions.Blocker;
import io.github.ouigate.testing.Sessions.Waiter;
import io.github.ouigate.testing.StepWatch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** The temporary index for a foreign key without one: created, used and dropped. */
@ParameterizedClass
@EveryPostgres
class TemporaryIndexTest {
    private static final String INDEX = "--keys=index";
    private static final String MENDED = "NOTE TEMPORARY_INDEX public.messages";
    private static final String INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes ORDER BY 1, 2";

    private final PurgedShop purged;
    private final PostgresShop shop;
    private final Sessions sessions;
    private final List<Step> steps = new ArrayList<>();

    TemporaryIndexTest(int version) {
        purged = new PurgedShop(version);
        shop = purged.shop().fill(400, 5_000);
        sessions = new Sessions(shop);
    }

    @Test
    void isCreatedForTheDeletesAndDroppedBeforeTheCommit() {
        List<String> before = shop.rows(INDEXES);
        List<String> within = new ArrayList<>();
        assertThat(purged.hazards(INDEX)).containsExactly(MENDED);

        Result result = watched(Step.INDEXED, () -> within.addAll(locked()));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(within).anyMatch(index -> index.startsWith("ouigate 2"));
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.rows(INDEXES)).containsAll(before).noneMatch(index -> index.contains("ouigate 2"));
    }

    /** Returns the lock on an uncommitted index, which is not visible in the catalog. */
    private List<String> locked() {
        return shop.rows("SELECT application_name || ': ' || mode FROM pg_locks JOIN pg_stat_activity USING (pid)"
                + " WHERE relation IS NOT NULL AND relation > (SELECT max(oid::bigint) FROM pg_class)"
                + " AND datname = current_database() AND mode = 'AccessExclusiveLock'");
    }

    @Test
    void doesNotBlockReaders() {
        Result result = watched(Step.INDEXED, () -> {
            try (Blocker reader = sessions.block("SET lock_timeout = 100; SELECT count(*) FROM messages")) {
                reader.commit();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(steps).contains(Step.INDEXED);
    }

    @Test
    void isNotCreatedForShortScans() {
        shop.fill(10, 100);

        assertThat(purged.hazards(INDEX)).containsExactly(PurgedShop.AS_IT_IS);

        Result result = watched(Step.INDEXED, () -> {});

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(steps).contains(Step.DELETED).doesNotContain(Step.INDEXED);
    }

    @Test
    @Tag("slow")
    void isRolledBackWithTheRun() {
        List<String> before = Dump.of(shop);

        Result result = watched(Step.INDEXED, () -> {}, "--rehearse");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(steps).contains(Step.INDEXED, Step.PROVEN, Step.UNDONE);
        assertThat(Dump.of(shop)).containsExactlyElementsOf(before);
    }

    @Test
    @Tag("slow")
    void isCreatedForEachUnindexedKey() {
        purged.execute(
                "ALTER TABLE message_threads ADD UNIQUE (id, closed), ADD parent_thread uuid REFERENCES message_threads",
                "ALTER TABLE messages ADD \"état \"\" du fil\" boolean, ADD CONSTRAINT composite"
                        + " FOREIGN KEY (thread_id, \"état \"\" du fil\") REFERENCES message_threads (id, closed)",
                "UPDATE messages SET \"état \"\" du fil\" = false",
                "UPDATE pg_class SET reltuples = 5000 WHERE oid = 'message_threads'::regclass");
        List<String> before = shop.rows(INDEXES);

        assertThat(purged.hazards(INDEX))
                .containsExactlyInAnyOrder(MENDED, MENDED, "NOTE TEMPORARY_INDEX public.message_threads");
        assertThat(purged.plan(INDEX).path("indexes").findValuesAsText("table"))
                .containsExactlyInAnyOrder("public.messages", "public.messages", "public.message_threads");

        Applying.succeeds(shop, INDEX);
        assertThat(shop.rows(INDEXES)).containsAll(before).noneMatch(index -> index.contains("ouigate 2"));
    }

    /** An index on the partitioned table would adopt indexes of single partitions, and dropping it would drop them. */
    @Test
    @Tag("slow")
    void isCreatedOnUnindexedPartitionsOnly() {
        purged.execute(
                "ALTER TABLE messages RENAME TO messages_rest",
                "CREATE TABLE messages (LIKE messages_rest, FOREIGN KEY (thread_id) REFERENCES message_threads)"
                        + " PARTITION BY RANGE (created_at)",
                "ALTER TABLE messages ATTACH PARTITION messages_rest DEFAULT",
                "CREATE TABLE messages_old PARTITION OF messages FOR VALUES FROM ('2000-01-01') TO ('2001-01-01')",
                "CREATE INDEX of_its_own ON messages_old (thread_id)");

        assertThat(purged.plan(INDEX).path("indexes").findValuesAsText("table"))
                .containsExactly("public.messages_rest");
        Applying.succeeds(shop, INDEX);

        assertThat(shop.rows(INDEXES))
                .anyMatch(index -> index.contains("of_its_own"))
                .noneMatch(index -> index.contains("ouigate 2"));
    }

    @Test
    @Tag("slow")
    void isNotCreatedByOtherRolesThanTheOwner() {
        shop.fill(5_000, 50_000);
        purged.connectAs("dba", "SELECT, DELETE, UPDATE ON messages, message_threads");

        assertThat(purged.hazards(INDEX))
                .contains("BLOCK MISSING_INDEX public.messages")
                .doesNotContain(MENDED);
        assertThat(purged.hazard(Hazard.Code.MISSING_INDEX, INDEX)
                        .path("remedy")
                        .asText())
                .contains("run as the owner of public.messages");
    }

    @Test
    void isNotCreatedWithoutCreateOnTheSchema() {
        String role = purged.connectAs("owner");
        purged.execute(
                "ALTER TABLE messages OWNER TO " + role,
                "ALTER TABLE message_threads OWNER TO " + role,
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC, " + role,
                "CREATE SCHEMA ledger AUTHORIZATION " + role);

        assertThat(purged.hazards(INDEX, "--ledger-schema", "ledger"))
                .contains("NOTE MISSING_INDEX public.messages")
                .doesNotContain(MENDED);
    }

    @Test
    @Tag("slow")
    void isBusyDuringAReadingTransaction() throws SQLException {
        List<String> before = Dump.of(shop);

        try (Blocker reader = sessions.block("SET application_name = 'report'; SELECT count(*) FROM messages")) {
            Result result = watched(Step.STARTING, () -> {}, "--lock-timeout=200ms", "--lock-attempts=2");

            assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
            assertThat(result.out()).contains("report", String.valueOf(reader.pid()));
            assertThat(reader.isOpen()).isTrue();
        }

        assertThat(steps)
                .containsSubsequence(Step.INDEXED, Step.UNDONE, Step.LOCKING)
                .doesNotContain(Step.COMMITTING);
        assertThat(shop.conversations()).isNotEmpty();
        Set<String> after = new HashSet<>(Dump.of(shop));
        assertThat(before.stream().filter(line -> line.contains("messages")))
                .isNotEmpty()
                .allMatch(after::contains);
    }

    /** An index on HOT-updated rows omits older versions, which an older snapshot may see. */
    @Test
    void isRefusedImmediatelyIfAnOlderSnapshotPreventsItsUse() throws SQLException {
        purged.execute("ALTER TABLE messages SET (fillfactor = 80)", "VACUUM FULL messages");
        List<String> before;

        try (Blocker reader = sessions.block("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;"
                + " SET application_name = 'report'; SELECT count(*) FROM users")) {
            purged.execute("UPDATE messages SET content = content || '!' WHERE ctid::text LIKE '(%,1)'");
            before = shop.conversations();
            Result result = watched(Step.STARTING, () -> {});

            assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
            assertThat(result.out().replaceAll("\\s+", " "))
                    .contains("older snapshot", "session " + reader.pid(), "report");
            assertThat(reader.isOpen()).isTrue();
        }
        assertThat(steps).containsOnlyOnce(Step.UNDONE).doesNotContain(Step.INDEXED, Step.DELETED);
        assertThat(shop.conversations()).isEqualTo(before);

        Applying.succeeds(shop, INDEX);
    }

    @Test
    @Tag("slow")
    void isDroppedDespiteAWaitingWriter() throws SQLException {
        List<Waiter> waiters = new ArrayList<>();

        Result result =
                watched(Step.INDEXED, () -> waiters.add(waiting("UPDATE messages SET content = 'edited'; COMMIT")));
        waiters.get(0).close();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(steps).containsOnlyOnce(Step.INDEXED).contains(Step.COMMITTED);
    }

    /** Otherwise both would wait for each other, and the server would cancel the application's transaction. */
    @Test
    @Tag("slow")
    void nextAttemptLocksReadersOutIfOneWaitsToWrite() throws SQLException {
        purged.execute("CREATE TABLE witness (n int)");
        List<Waiter> waiters = new ArrayList<>();

        Result result = watched(
                Step.INDEXED,
                () -> {
                    if (waiters.isEmpty()) {
                        waiters.add(waiting("SELECT count(*) FROM messages; UPDATE messages SET content = 'edited';"
                                + " INSERT INTO witness VALUES (1); COMMIT"));
                    }
                },
                "--lock-timeout=1500ms");
        waiters.get(0).close();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(steps).containsSubsequence(Step.INDEXED, Step.UNDONE, Step.INDEXED, Step.COMMITTED);
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.count("witness")).isEqualTo(1);
    }

    private Waiter waiting(String sql) {
        try {
            return sessions.await(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Result watched(Step awaited, Runnable meanwhile, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(INDEX, "-Dconfirmation=OUI"));
        return new CommandLineRun()
                .watchedBy(new StepWatch(steps, awaited, meanwhile))
                .run("apply", shop, all.toArray(String[]::new));
    }
}
