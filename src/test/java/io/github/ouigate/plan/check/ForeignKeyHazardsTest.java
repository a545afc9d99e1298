package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.run.progress.Progress;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Foreign keys between fully deleted tables of a job, and from other tables. */
@ParameterizedClass
@EveryPostgres
class ForeignKeyHazardsTest {
    private static final String OUTSIDE_KEY = "NOTE OUTSIDE_KEY public.ratings";
    private static final String OUTSIDE_REFERENCES = "BLOCK OUTSIDE_REFERENCES public.ratings";

    private final int version;

    private final PurgedShop shop;

    private final List<String> usersAndOrders;

    @TempDir
    private Path directory;

    ForeignKeyHazardsTest(int version) {
        this.version = version;
        this.shop = new PurgedShop(version);
        this.usersAndOrders = shop.shop().usersAndOrders();
    }

    @Test
    void refusesToDeleteAChildAfterItsParent() {
        shop.job(directory, "tableName: message_threads", "tableName: messages");

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "BLOCK CHILD_AFTER_PARENT public.messages");
        shop.assertRefused(Hazard.Code.CHILD_AFTER_PARENT);

        shop.job(directory, "tableName: messages", "tableName: message_threads");
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
    }

    @Test
    void refusesTablesWhoseRowsReferenceEachOther() {
        addCircle("");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "BLOCK CYCLE public.message_threads");
        shop.assertRefused(Hazard.Code.CYCLE);
        assertThat(shop.hazard(Hazard.Code.CYCLE).path("remedy").asText())
                .containsPattern(
                        "(?s)DROP CONSTRAINT (\"\\w+\");.* ADD CONSTRAINT \\1 FOREIGN KEY \\(\\w+\\) REFERENCES public\\.");

        shop.execute(shop.remedyStatement(Hazard.Code.CYCLE));
        assertThat(shop.shop().rows("SELECT count(first_message) FROM message_threads"))
                .containsExactly("0");
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        assertEverythingGoes();
    }

    /** It matters whether a row references a deleted row, and whether the check can be deferred. */
    @ParameterizedTest
    @ValueSource(strings = {"DEFERRABLE"})
    @Tag("slow")
    void deletesMutualReferencesWithDeferrableKeys(String option) {
        addCircle(option);

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        assertEverythingGoesAndComesBack();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"DEFERRABLE INITIALLY DEFERRED"})
    void deletesMutualReferencesWithDeferredKeys(String option) {
        deletesMutualReferencesWithDeferrableKeys(option);
    }

    @Test
    @Tag("slow")
    void deletesTablesWhoseKeyIsSetToNullInDeletedRows() {
        addCircle("ON DELETE SET NULL");

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "WARN ARCHIVE_NEEDS_DEFERRABLE public.message_threads");
        String[] archived = {"--archive", directory.toString()};
        assertThat(shop.hazards(archived)).contains("BLOCK ARCHIVE_NEEDS_DEFERRABLE public.message_threads");
        assertThat(shop.apply(archived).exitCode()).isEqualTo(4);

        shop.execute(shop.remedyStatement(Hazard.Code.ARCHIVE_NEEDS_DEFERRABLE));
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        assertEverythingGoesAndComesBack();
    }

    /** The condition may select other rows after the column is set to NULL. */
    @Test
    void refusesToSetAKeyToNullInPartlyDeletedTables() {
        addCircle("ON DELETE SET NULL");
        shop.job(directory, "tableName: messages", "tableName: message_threads, where: first_message IS NOT NULL");

        assertThat(shop.hazards()).contains("BLOCK CYCLE public.message_threads");
    }

    @Test
    void refusesToSetANotNullColumnToNull() {
        addCircle("ON DELETE SET NULL");
        shop.execute("ALTER TABLE message_threads ALTER first_message SET NOT NULL");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "BLOCK CYCLE public.message_threads");
    }

    @Test
    void countsMutualReferencesAgainUnderTheLocks() {
        addKey("ALTER TABLE message_threads ADD first_message uuid UNIQUE REFERENCES messages");
        Progress reference = step -> {
            if (step == Step.LOCKING) {
                shop.execute("UPDATE message_threads t SET first_message ="
                        + " (SELECT m.id FROM messages m WHERE m.thread_id = t.id LIMIT 1)");
            }
        };

        Result result = new CommandLineRun()
                .withSystemProperty("confirmation", "OUI")
                .watchedBy(reference)
                .run("apply", shop.shop());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.output()).contains("6 rows of public.message_threads");
        assertThat(shop.shop().conversations()).isNotEmpty();
    }

    @Test
    @Tag("slow")
    void refusesACycleOfThreeTables() {
        shop.execute(
                "CREATE TABLE c (id int PRIMARY KEY, a int UNIQUE)",
                "CREATE TABLE b (id int PRIMARY KEY, c int UNIQUE REFERENCES c)",
                "CREATE TABLE a (id int PRIMARY KEY, b int UNIQUE REFERENCES b)",
                "ALTER TABLE c ADD FOREIGN KEY (a) REFERENCES a",
                "INSERT INTO c VALUES (1); INSERT INTO b VALUES (1, 1); INSERT INTO a VALUES (1, 1)");
        shop.job(directory, "tableName: a", "tableName: b", "tableName: c");

        assertThat(shop.hazards()).isEmpty();
        shop.execute("UPDATE c SET a = 1");
        assertThat(shop.hazards()).containsExactly("BLOCK CYCLE public.c");
    }

    /** Keys lead from p to the cycle of x and z; only one of y leads to c. */
    @Test
    void distinguishesAWrongOrderFromACycle() {
        shop.execute(
                "CREATE TABLE x (id int PRIMARY KEY, z int UNIQUE)",
                "CREATE TABLE z (id int PRIMARY KEY, x int UNIQUE REFERENCES x)",
                "ALTER TABLE x ADD FOREIGN KEY (z) REFERENCES z",
                "CREATE TABLE p (id int PRIMARY KEY, x int UNIQUE REFERENCES x)",
                "CREATE TABLE c (id int PRIMARY KEY, p int UNIQUE REFERENCES p)",
                "CREATE TABLE y (id int PRIMARY KEY, c int UNIQUE REFERENCES c)",
                "INSERT INTO x VALUES (1); INSERT INTO z VALUES (1, 1)",
                "INSERT INTO p VALUES (1, 1); INSERT INTO c VALUES (1, 1)");
        shop.job(directory, "tableName: p", "tableName: y", "tableName: c", "tableName: x", "tableName: z");

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder("BLOCK CHILD_AFTER_PARENT public.c", "BLOCK CYCLE public.z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"})
    @Tag("slow")
    void deletesFromASelfReferencingTable(String action) {
        addKey("ALTER TABLE messages ADD reply_to uuid REFERENCES messages ON DELETE " + action);
        shop.execute(
                "CREATE INDEX ON messages (reply_to)",
                "UPDATE messages m SET reply_to ="
                        + " (SELECT n.id FROM messages n WHERE n.thread_id = m.thread_id ORDER BY created_at LIMIT 1)");

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        assertEverythingGoes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"})
    @Tag("slow")
    void acceptsAnyActionOfKeysWithinTheJob(String action) {
        shop.execute(
                "ALTER TABLE messages DROP CONSTRAINT fk_messages_thread",
                "ALTER TABLE messages ADD FOREIGN KEY (thread_id) REFERENCES message_threads ON DELETE " + action);

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        assertEverythingGoes();
    }

    @Test
    @Tag("slow")
    void deletesFromTablesWithDeferredKeysAndGeneratedColumns() {
        shop.execute(
                "ALTER TABLE messages ALTER CONSTRAINT fk_messages_thread DEFERRABLE INITIALLY DEFERRED",
                "ALTER TABLE messages ADD length int GENERATED ALWAYS AS (length(content)) STORED");

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        assertEverythingGoes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CASCADE", "SET NULL", "SET DEFAULT"})
    @Tag("slow")
    void refusesAKeyThatWouldChangeAnotherTable(String action) {
        addKey("CREATE TABLE ratings (id serial PRIMARY KEY,"
                + " thread_id uuid UNIQUE REFERENCES message_threads ON DELETE " + action + ")");
        shop.execute("INSERT INTO ratings (thread_id) SELECT id FROM message_threads");

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "BLOCK OUTSIDE_CASCADE public.ratings");
        shop.assertRefused(Hazard.Code.OUTSIDE_CASCADE);

        shop.job(directory, "tableName: ratings", "tableName: messages", "tableName: message_threads");
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        assertEverythingGoes();
        assertThat(shop.shop().count("ratings")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO ACTION"})
    void refusesReferencesOfAnotherTableUntilTheyAreDeleted(String action) {
        addKey("CREATE TABLE ratings (thread_id uuid UNIQUE REFERENCES message_threads ON DELETE " + action + ")");
        shop.execute("INSERT INTO ratings SELECT id FROM message_threads LIMIT 3", "INSERT INTO ratings VALUES (NULL)");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, OUTSIDE_REFERENCES);
        assertThat(shop.hazard(Hazard.Code.OUTSIDE_REFERENCES).path("message").asText())
                .contains("3 of its rows");
        shop.assertRefused(Hazard.Code.OUTSIDE_REFERENCES);

        shop.execute(shop.remedyStatement(Hazard.Code.OUTSIDE_REFERENCES));
        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, OUTSIDE_KEY);
        assertThat(shop.hazard(Hazard.Code.OUTSIDE_KEY).path("message").asText())
                .contains("None of its rows references a row that the job deletes");
        assertEverythingGoes();
        assertThat(shop.shop().count("ratings")).isEqualTo(4);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"RESTRICT", "NO ACTION DEFERRABLE INITIALLY DEFERRED"})
    void refusesReferencesOfAnotherTableWithOtherActions(String action) {
        refusesReferencesOfAnotherTableUntilTheyAreDeleted(action);
    }

    @Test
    void refusesReferencesFromAnotherSchemaAndUnusualNames() {
        shop.execute(
                "CREATE SCHEMA \"Odd \"\"one\"\"\"",
                "CREATE TABLE \"Odd \"\"one\"\"\".\"The Ratings\" (\"Thread\"\"s Id\" uuid UNIQUE"
                        + " REFERENCES message_threads)",
                "INSERT INTO \"Odd \"\"one\"\"\".\"The Ratings\" SELECT id FROM message_threads");

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "BLOCK OUTSIDE_REFERENCES Odd \"one\".The Ratings");
    }

    @Test
    @Tag("slow")
    void ignoresPartlyNullCompositeKeys() {
        shop.execute(
                "ALTER TABLE message_threads ADD UNIQUE (id, closed)",
                "CREATE TABLE ratings (thread_id uuid, closed boolean, UNIQUE (thread_id, closed),"
                        + " FOREIGN KEY (thread_id, closed) REFERENCES message_threads (id, closed))",
                "INSERT INTO ratings SELECT id, NULL FROM message_threads");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, OUTSIDE_KEY);
        assertEverythingGoes();
    }

    @Test
    void acceptsOrphansUnderAnInvalidKey() {
        shop.execute(
                "CREATE TABLE ratings (thread_id uuid UNIQUE)",
                "INSERT INTO ratings VALUES (gen_random_uuid())",
                "ALTER TABLE ratings ADD FOREIGN KEY (thread_id) REFERENCES message_threads NOT VALID");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, OUTSIDE_KEY);
        assertEverythingGoes();
    }

    @Test
    void refusesReferencesUnderAnInvalidKey() {
        shop.execute(
                "CREATE TABLE ratings (thread_id uuid UNIQUE)",
                "INSERT INTO ratings SELECT id FROM message_threads",
                "ALTER TABLE ratings ADD FOREIGN KEY (thread_id) REFERENCES message_threads NOT VALID");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, OUTSIDE_REFERENCES);
    }

    @Test
    void ignoresAKeyThatIsNotEnforced() {
        assumeTrue(version >= 18, "keys are always enforced before PostgreSQL 18");
        shop.execute(
                "CREATE TABLE ratings (thread_id uuid UNIQUE REFERENCES message_threads ON DELETE CASCADE NOT ENFORCED)",
                "INSERT INTO ratings SELECT id FROM message_threads");

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        assertEverythingGoes();
        assertThat(shop.shop().count("ratings")).isEqualTo(6);
    }

    @Test
    void refusesReferencesUnderAKeyThatIsEnforcedAgain() {
        assumeTrue(version >= 18, "keys are always enforced before PostgreSQL 18");
        shop.execute(
                "CREATE TABLE ratings (thread_id uuid UNIQUE, CONSTRAINT key FOREIGN KEY (thread_id)"
                        + " REFERENCES message_threads NOT ENFORCED)",
                "INSERT INTO ratings SELECT id FROM message_threads",
                "ALTER TABLE ratings ALTER CONSTRAINT key ENFORCED");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, OUTSIDE_REFERENCES);
    }

    /** Adds a key to a shop without further hazards. */
    private void addKey(String sql) {
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.execute(sql);
    }

    private void addCircle(String option) {
        addKey("ALTER TABLE message_threads ADD first_message uuid UNIQUE REFERENCES messages " + option);
        shop.execute("UPDATE message_threads t SET first_message ="
                + " (SELECT m.id FROM messages m WHERE m.thread_id = t.id ORDER BY created_at LIMIT 1)");
    }

    private void assertEverythingGoesAndComesBack() {
        List<String> before = shop.shop().rows("SELECT id, first_message FROM message_threads ORDER BY id");

        shop.assertApplied("--archive", directory.toString());
        assertThat(shop.shop().conversations()).isEmpty();

        Result restored = new CommandLineRun()
                .withSystemProperty("confirmation", "OUI")
                .run(
                        "restore",
                        shop.shop(),
                        "--archive",
                        directory.resolve("support-threads-purge").toString());
        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(shop.shop().rows("SELECT id, first_message FROM message_threads ORDER BY id"))
                .isEqualTo(before);
    }

    private void assertEverythingGoes() {
        shop.assertApplied();
        assertThat(shop.shop().conversations()).isEmpty();
        assertThat(shop.shop().usersAndOrders()).isEqualTo(usersAndOrders);
    }
}
