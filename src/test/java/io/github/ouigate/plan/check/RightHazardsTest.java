package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.testing.EveryPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Missing privileges of a role, and the statements that grant them. */
@ParameterizedClass
@EveryPostgres
class RightHazardsTest {
    private static final String ENOUGH = "SELECT, DELETE ON messages, message_threads";

    private final PurgedShop shop;

    @TempDir
    private Path directory;

    RightHazardsTest(int version) {
        this.shop = new PurgedShop(version);
    }

    @Test
    void requiresOnlySelectAndDelete() {
        shop.connectAs("clerk", ENOUGH);

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.assertApplied();
        assertThat(shop.shop().conversations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT, messages",
        "DELETE, messages",
        "SELECT, message_threads",
        "DELETE, message_threads",
    })
    @Tag("slow")
    void reportsAMissingPrivilegeUntilItIsGranted(String right, String table) {
        String role = shop.connectAs("clerk \"junior\"", ENOUGH);
        shop.execute("REVOKE " + right + " ON " + table + " FROM " + role);

        assertThat(shop.hazards())
                .contains("BLOCK RIGHT_MISSING public." + table)
                .filteredOn(hazard -> hazard.startsWith("BLOCK"))
                .hasSize(1);
        shop.assertRefused(Hazard.Code.RIGHT_MISSING);

        shop.execute(shop.remedyStatement(Hazard.Code.RIGHT_MISSING));
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
    }

    @Test
    void reportsAMissingPrivilegeForAJobWithConditions() {
        String role = shop.connectAs("clerk", ENOUGH);
        shop.execute("REVOKE SELECT ON message_threads FROM " + role);
        shop.job(
                directory,
                "tableName: messages, where: \"created_at < DATE '2030-01-01'\"",
                "tableName: message_threads, where: \"created_at < DATE '2030-01-01'\"");

        assertThat(shop.hazards()).containsExactly("BLOCK RIGHT_MISSING public.message_threads");
    }

    @Test
    void reportsAMissingSchemaPrivilegeUntilItIsGranted() {
        shop.execute("CREATE SCHEMA support", "CREATE TABLE support.notes AS SELECT 1 AS id");
        shop.connectAs("clerk", "SELECT, DELETE ON support.notes");
        shop.job(directory, "schemaName: support, tableName: notes");

        assertThat(shop.hazards()).containsExactly("BLOCK RIGHT_MISSING support.notes");
        shop.assertRefused(Hazard.Code.RIGHT_MISSING);

        shop.execute(shop.remedyStatement(Hazard.Code.RIGHT_MISSING));
        assertThat(shop.hazards()).isEmpty();
        shop.assertApplied();
        assertThat(shop.shop().count("support.notes")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT ON ratings", "USAGE ON SCHEMA private"})
    void warnsOfAnUnreadableTable(String half) {
        shop.execute(
                "CREATE SCHEMA private",
                "CREATE TABLE private.ratings (stars int, thread_id uuid REFERENCES message_threads)",
                "CREATE INDEX ON private.ratings (thread_id)");
        String right = half.replace("ratings", "private.ratings");
        String role = shop.connectAs("clerk", ENOUGH, right);

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "WARN OUTSIDE_UNREADABLE private.ratings");

        shop.execute("GRANT SELECT ON private.ratings TO " + role, "GRANT USAGE ON SCHEMA private TO " + role);
        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "NOTE OUTSIDE_KEY private.ratings");
    }

    @Test
    void warnsOfUnreadableReferences() {
        shop.execute(
                "CREATE TABLE ratings (stars int, thread_id uuid REFERENCES message_threads)",
                "CREATE INDEX ON ratings (thread_id)");
        shop.connectAs("clerk", ENOUGH, "SELECT (stars) ON ratings");

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "WARN OUTSIDE_UNREADABLE public.ratings");
    }

    @Test
    void refusesAKeyThatWouldChangeAnUnreadableTable() {
        shop.execute("CREATE TABLE ratings (thread_id uuid UNIQUE REFERENCES message_threads ON DELETE CASCADE)");
        shop.connectAs("clerk", ENOUGH);

        assertThat(shop.hazards("--allow-writes", "public.ratings"))
                .containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "BLOCK CASCADE_UNREADABLE public.ratings");

        shop.execute(shop.remedyStatement(Hazard.Code.CASCADE_UNREADABLE));

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "NOTE OUTSIDE_KEY public.ratings");
    }

    @Test
    void runsWithAnUnreadableTableWithoutReferencingRows() {
        shop.execute("CREATE TABLE ratings (thread_id uuid REFERENCES message_threads)");
        shop.connectAs("clerk", ENOUGH);

        shop.assertApplied();

        assertThat(shop.shop().conversations()).isEmpty();
    }

    @Test
    void requiresOnlyTheReferencingColumnOfAnotherTable() {
        shop.execute("CREATE TABLE ratings (stars int, thread_id uuid REFERENCES message_threads)");
        shop.connectAs("clerk", ENOUGH, "SELECT (thread_id) ON ratings");

        assertThat(shop.hazards()).contains("NOTE OUTSIDE_KEY public.ratings");
    }

    @Test
    void requiresToReadInheritingTablesForAnArchive() {
        shop.execute("CREATE TABLE old_messages () INHERITS (messages)");
        shop.connectAs("clerk", ENOUGH);

        assertThat(shop.hazards()).doesNotContain("BLOCK RIGHT_MISSING public.old_messages");
        assertThat(shop.hazards("--archive", directory.toString())).contains("BLOCK RIGHT_MISSING public.old_messages");
    }

    @Test
    void requiresNoPrivilegeOnPartitions() {
        shop.execute(
                "CREATE TABLE notes (id int) PARTITION BY LIST (id)",
                "CREATE TABLE notes_1 PARTITION OF notes DEFAULT",
                "INSERT INTO notes VALUES (1), (2)");
        shop.connectAs("clerk", "SELECT, DELETE ON notes");
        shop.job(directory, "tableName: notes");

        assertThat(shop.hazards()).containsExactly("NOTE PARTITIONS public.notes");
        shop.assertApplied();
        assertThat(shop.shop().count("notes")).isZero();
    }
}
