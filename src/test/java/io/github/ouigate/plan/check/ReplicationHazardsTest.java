package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hazards of publications, which must agree with the effect of a real DELETE. */
@ParameterizedClass
@EveryPostgres
class ReplicationHazardsTest {
    private static final String USUAL = "NOTE MISSING_INDEX public.messages";
    private static final String PUBLISHED = "WARN PUBLICATION public.messages";
    private static final String THREADS_PUBLISHED = "WARN PUBLICATION public.message_threads";
    private static final String NOT_IDENTIFIED = "BLOCK REPLICA_IDENTITY public.messages";
    private static final String MESSAGES = "CREATE PUBLICATION feed FOR TABLE messages";

    private final int version;
    private final PostgresShop shop;

    ReplicationHazardsTest(int version) {
        this.version = version;
        shop = new PostgresShop(PostgresServer.version(version));
    }

    @Test
    void warnsOfAPublicationOfATable() {
        shop.execute(MESSAGES);

        assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, PUBLISHED);
        assertThat(Hazards.messages("PUBLICATION", shop))
                .singleElement()
                .asString()
                .contains("publication feed");
        Applying.warns(PUBLISHED, shop);

        shop.execute("ALTER PUBLICATION feed SET TABLE users");

        assertThat(Hazards.of(shop)).containsExactly(USUAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOR ALL TABLES", "FOR TABLES IN SCHEMA public", "FOR TABLE messages, message_threads"})
    @Tag("slow")
    void warnsOfEachTableOfAPublication(String tables) {
        assumeTrue(version >= 15 || !tables.contains("SCHEMA"), "from PostgreSQL 15 on");
        shop.execute("CREATE PUBLICATION feed " + tables);

        assertThat(ofTheJob()).containsExactlyInAnyOrder(USUAL, PUBLISHED, THREADS_PUBLISHED);

        shop.execute("DROP PUBLICATION feed");

        assertThat(Hazards.of(shop)).containsExactly(USUAL);
    }

    @Test
    @Tag("slow")
    void warnsOfEachPublicationOfATable() {
        shop.execute(MESSAGES, "CREATE PUBLICATION archive FOR TABLE messages");

        assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, PUBLISHED, PUBLISHED);
    }

    @Test
    @Tag("slow")
    void deletesPublishedRowsWithAReplicaIdentity() {
        shop.execute("CREATE PUBLICATION feed FOR ALL TABLES");

        Applying.succeeds(shop);
    }

    @Test
    @Tag("slow")
    void warnsThatSubscribersKeepRowsWithoutPublishedDeletes() {
        shop.execute(
                "ALTER TABLE messages REPLICA IDENTITY NOTHING",
                "CREATE PUBLICATION feed FOR TABLE messages WITH (publish = 'insert, update, truncate')");

        assertThat(Hazards.of(shop))
                .containsExactlyInAnyOrder(USUAL, "WARN PUBLICATION_WITHOUT_DELETES public.messages");
        Applying.succeeds(shop);
    }

    @Test
    @Tag("slow")
    void ignoresTablesThatCannotBePublished() {
        shop.execute("ALTER TABLE messages SET UNLOGGED", "CREATE PUBLICATION feed FOR ALL TABLES");

        assertThat(ofTheJob()).containsExactlyInAnyOrder(USUAL, THREADS_PUBLISHED);
        Applying.succeeds(shop);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE messages REPLICA IDENTITY NOTHING"})
    void refusesADeleteThatCannotBeReplicatedUntilItsRemedy(String unidentified) {
        shop.execute(MESSAGES, unidentified);

        assertFailsToDelete();
        assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, NOT_IDENTIFIED);
        Applying.isRefused("REPLICA_IDENTITY", shop);

        Hazards.statements("REPLICA_IDENTITY", shop).forEach(shop::execute);

        assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, PUBLISHED);
        Applying.succeeds(shop);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE messages DROP CONSTRAINT messages_pkey",
                "ALTER TABLE messages DROP CONSTRAINT messages_pkey, ADD PRIMARY KEY (id) DEFERRABLE",
                "ALTER TABLE messages REPLICA IDENTITY USING INDEX messages_pkey;"
                        + " ALTER TABLE messages DROP CONSTRAINT messages_pkey"
            })
    void refusesADeleteThatCannotBeReplicatedForOtherReasons(String unidentified) {
        refusesADeleteThatCannotBeReplicatedUntilItsRemedy(unidentified);
    }

    /** Filters and column lists exist since PostgreSQL 15. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messages (content)                           | DEFAULT",
                "messages (content, author_user_id)           | DEFAULT",
                "messages WHERE (content <> '')               | DEFAULT",
                "messages WHERE (id IS NULL OR content <> '') | DEFAULT",
                "messages (id, content)                       | FULL",
            })
    @Tag("slow")
    void refusesADeleteThatThePublicationRejects(String filtered, String identity) {
        assumeTrue(version >= 15, "from PostgreSQL 15 on");
        shop.execute(
                "CREATE PUBLICATION feed FOR TABLE " + filtered, "ALTER TABLE messages REPLICA IDENTITY " + identity);

        assertThatThrownBy(() -> shop.execute("DELETE FROM messages"))
                .hasMessageContaining("cannot delete from table \"messages\"");
        assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, "BLOCK PUBLICATION_FILTER public.messages");
        Applying.isRefused("PUBLICATION_FILTER", shop);

        shop.execute("ALTER PUBLICATION feed SET TABLE messages");

        assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, PUBLISHED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messages (id, content)                   | DEFAULT",
                "messages WHERE (id IS NOT NULL)       | DEFAULT",
                "messages (id, content) WHERE (id IS NOT NULL) | DEFAULT",
                "messages WHERE (content <> '')           | FULL",
            })
    @Tag("slow")
    void deletesRowsThatThePublicationAccepts(String filtered, String identity) {
        assumeTrue(version >= 15, "from PostgreSQL 15 on");
        shop.execute(
                "CREATE PUBLICATION feed FOR TABLE " + filtered, "ALTER TABLE messages REPLICA IDENTITY " + identity);

        assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, PUBLISHED);
        Applying.succeeds(shop);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REPLICA IDENTITY FULL",
                "REPLICA IDENTITY USING INDEX messages_pkey",
                "REPLICA IDENTITY USING INDEX body_once",
                "DROP CONSTRAINT messages_pkey, REPLICA IDENTITY USING INDEX body_once",
            })
    @Tag("slow")
    void onlyWarnsWithAnotherReplicaIdentity(String identity) {
        shop.execute(
                "UPDATE messages SET content = id::text",
                "CREATE UNIQUE INDEX body_once ON messages (content)",
                "ALTER TABLE messages " + identity,
                MESSAGES);

        assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, PUBLISHED);
        Applying.succeeds(shop);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("slow")
    void checksThePartitionsOfATable(boolean viaRoot) {
        shop.execute(
                "CREATE TABLE parts (LIKE messages INCLUDING DEFAULTS) PARTITION BY HASH (thread_id)",
                "CREATE TABLE part_0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE part_1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "ALTER TABLE part_0 ADD PRIMARY KEY (id)",
                "INSERT INTO parts SELECT * FROM messages",
                "DROP TABLE messages",
                "ALTER TABLE parts RENAME TO messages");
        List<String> before = Hazards.of(shop);
        shop.execute(MESSAGES + " WITH (publish_via_partition_root = " + viaRoot + ")");

        assertFailsToDelete();
        assertThat(added(before))
                .containsExactly("WARN PUBLICATION public.part_0", "BLOCK REPLICA_IDENTITY public.part_1");
        Applying.isRefused("REPLICA_IDENTITY", shop);

        Hazards.statements("REPLICA_IDENTITY", shop).forEach(shop::execute);

        assertThat(added(before)).containsExactly("WARN PUBLICATION public.part_0", "WARN PUBLICATION public.part_1");
        Applying.succeeds(shop);
    }

    @Test
    @Tag("slow")
    void checksAPublicationOfOnePartition() {
        shop.execute(
                "CREATE TABLE parts (LIKE messages INCLUDING ALL) PARTITION BY HASH (id)",
                "CREATE TABLE part_0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE part_1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "DROP TABLE messages",
                "ALTER TABLE parts RENAME TO messages");
        List<String> before = Hazards.of(shop);

        shop.execute("CREATE PUBLICATION feed FOR TABLE part_1");

        assertThat(added(before)).containsExactly("WARN PUBLICATION public.part_1");
    }

    /** Returns the hazards without those of the ledger, which FOR ALL TABLES includes. */
    private List<String> ofTheJob() {
        return Hazards.of(shop).stream()
                .filter(hazard -> !hazard.contains("LEDGER_REPLICA_IDENTITY"))
                .toList();
    }

    private List<String> added(List<String> before) {
        List<String> now = Hazards.of(shop);
        assertThat(now).containsAll(before);
        return now.stream().filter(hazard -> !before.contains(hazard)).toList();
    }

    /** Asserts that the server rejects the delete. */
    private void assertFailsToDelete() {
        assertThatThrownBy(() -> shop.execute("DELETE FROM messages"))
                .hasMessageContaining("does not have a replica identity and publishes deletes");
    }
}
