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

/** Foreign keys in a job with conditions: only rows that reference deleted rows block it. */
@ParameterizedClass
@EveryPostgres
class ConditionHazardsTest {
    /** Selects two of six threads, with 12 of 36 messages. */
    private static final String OLD = "created_at < '2026-10-16'";

    private static final String OLD_MESSAGES = "tableName: messages, where: \"" + OLD + "\"";
    private static final String OLD_THREADS = "tableName: message_threads, where: \"" + OLD + "\"";

    private final PurgedShop shop;

    @TempDir
    private Path directory;

    ConditionHazardsTest(int version) {
        this.shop = new PurgedShop(version);
    }

    @Test
    void deletesExactlyWhatTheConditionsSelect() {
        shop.job(directory, OLD_MESSAGES, OLD_THREADS);

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.assertApplied();
        assertLeft(24, 4);
    }

    @Test
    @Tag("slow")
    void acceptsConditionsThatEndInAComment() {
        String commented = "where: \"" + OLD + " -- the old ones\"";
        shop.job(directory, "tableName: messages, " + commented, "tableName: message_threads, " + commented);

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.assertApplied();
        assertLeft(24, 4);
    }

    @Test
    void refusesPreservedRowsThatReferenceDeletedRows() {
        shop.job(directory, "tableName: messages, where: \"author_user_id IS NULL\"", OLD_THREADS);

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "BLOCK STILL_REFERENCED public.messages");
        assertThat(shop.hazard(Hazard.Code.STILL_REFERENCED).path("message").asText())
                .startsWith("The condition keeps 6 rows");
        shop.assertRefused(Hazard.Code.STILL_REFERENCED);

        shop.execute("UPDATE messages SET author_user_id = NULL WHERE " + OLD);
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.assertApplied();
        assertThat(shop.shop().count("message_threads")).isEqualTo(4);
    }

    /** A NULL condition preserves a row. */
    @Test
    void refusesRowsPreservedByANullCondition() {
        shop.execute(
                "ALTER TABLE messages ADD spam boolean",
                "UPDATE messages SET spam = true WHERE id <> (" + "SELECT id FROM messages ORDER BY id LIMIT 1)");
        shop.job(directory, "tableName: messages, where: spam", "tableName: message_threads");

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "BLOCK STILL_REFERENCED public.messages");
        assertThat(shop.hazard(Hazard.Code.STILL_REFERENCED).path("message").asText())
                .startsWith("The condition keeps one row");
    }

    @Test
    void refusesAllPreservedRowsIfEveryParentIsDeleted() {
        shop.job(directory, OLD_MESSAGES, "tableName: message_threads");

        assertThat(shop.hazard(Hazard.Code.STILL_REFERENCED).path("message").asText())
                .startsWith("The condition keeps 24 rows");
    }

    @Test
    @Tag("slow")
    void acceptsAFullyDeletedChildBeforeSomeParents() {
        shop.job(directory, "tableName: messages", OLD_THREADS);

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.assertApplied();
        assertLeft(0, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CASCADE", "SET NULL", "SET DEFAULT"})
    @Tag("slow")
    void refusesAKeyThatWouldChangePreservedRows(String action) {
        shop.execute(
                "ALTER TABLE messages ALTER thread_id DROP NOT NULL",
                "ALTER TABLE messages DROP CONSTRAINT fk_messages_thread",
                "ALTER TABLE messages ADD FOREIGN KEY (thread_id) REFERENCES message_threads ON DELETE " + action);
        shop.job(directory, "tableName: messages, where: \"author_user_id IS NULL\"", OLD_THREADS);

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "BLOCK CASCADE_PAST_WHERE public.messages");
        shop.assertRefused(Hazard.Code.CASCADE_PAST_WHERE);

        shop.job(directory, OLD_MESSAGES, OLD_THREADS);
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.assertApplied();
        assertLeft(24, 4);
    }

    @ParameterizedTest
    @CsvSource({
        "NO ACTION, STILL_REFERENCED",
        "RESTRICT, STILL_REFERENCED",
        "CASCADE, CASCADE_PAST_WHERE",
        "SET NULL, CASCADE_PAST_WHERE",
        "SET DEFAULT, CASCADE_PAST_WHERE"
    })
    @Tag("slow")
    void refusesPreservedRepliesToDeletedMessages(String action, Hazard.Code code) {
        shop.execute(
                "ALTER TABLE messages ADD reply_to uuid REFERENCES messages ON DELETE " + action,
                "CREATE INDEX ON messages (reply_to)",
                "UPDATE messages m SET reply_to ="
                        + " (SELECT n.id FROM messages n WHERE n.thread_id = m.thread_id ORDER BY created_at LIMIT 1)");
        shop.job(directory, "tableName: messages, where: \"author_user_id IS NOT NULL\"");

        assertThat(shop.hazards()).containsExactly("BLOCK " + code + " public.messages");
        assertThat(shop.hazard(code).path("message").asText()).contains("18 rows of public.messages");
        shop.assertRefused(code);

        shop.execute("UPDATE messages SET reply_to = NULL WHERE author_user_id IS NULL");
        assertThat(shop.hazards()).isEmpty();
        shop.assertApplied();
        assertLeft(18, 6);
    }

    @Test
    void reportsExactlyTheRowsThatReferenceDeletedRows() {
        shop.execute(
                "CREATE TABLE ratings (thread_id uuid UNIQUE REFERENCES message_threads)",
                "INSERT INTO ratings SELECT id FROM message_threads");
        shop.job(directory, OLD_MESSAGES, OLD_THREADS);

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "BLOCK OUTSIDE_REFERENCES public.ratings");
        assertThat(shop.hazard(Hazard.Code.OUTSIDE_REFERENCES).path("message").asText())
                .contains("2 of its rows");
        shop.assertRefused(Hazard.Code.OUTSIDE_REFERENCES);

        shop.execute("DELETE FROM ratings WHERE thread_id IN (SELECT id FROM message_threads WHERE " + OLD + ")");
        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "NOTE OUTSIDE_KEY public.ratings");
        shop.assertApplied();
        assertLeft(24, 4);
        assertThat(shop.shop().count("ratings")).isEqualTo(4);
    }

    @Test
    void followsACompositeKeyInTheOrderOfItsColumns() {
        shop.execute(
                "ALTER TABLE message_threads ADD UNIQUE (subject, closed)",
                "CREATE TABLE ratings (a boolean, b text, UNIQUE (a, b),"
                        + " FOREIGN KEY (b, a) REFERENCES message_threads (subject, closed))",
                "INSERT INTO ratings (b, a) SELECT subject, closed FROM message_threads");
        shop.job(directory, OLD_MESSAGES, OLD_THREADS);

        assertThat(shop.hazard(Hazard.Code.OUTSIDE_REFERENCES).path("message").asText())
                .contains("2 of its rows");
    }

    @Test
    void acceptsReferencesToPreservedRows() {
        shop.execute(
                "CREATE TABLE ratings (thread_id uuid UNIQUE REFERENCES message_threads)",
                "INSERT INTO ratings SELECT id FROM message_threads WHERE NOT " + OLD);
        shop.job(directory, "tableName: messages", OLD_THREADS);

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "NOTE OUTSIDE_KEY public.ratings");
        shop.assertApplied();
        assertLeft(0, 4);
    }

    private void assertLeft(int messages, int threads) {
        assertThat(shop.shop().count("messages")).isEqualTo(messages);
        assertThat(shop.shop().count("message_threads")).isEqualTo(threads);
    }
}
