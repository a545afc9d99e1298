package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Hazards;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes that find referencing rows, and the cost without them. */
@ParameterizedClass
@EveryPostgres
class IndexHazardsTest {
    private final PurgedShop shop;

    @TempDir
    private Path directory;

    IndexHazardsTest(int version) {
        this.shop = new PurgedShop(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(thread_id DESC NULLS LAST, created_at)"})
    void acceptsAnIndexThatStartsWithTheColumn(String definition) {
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);

        shop.execute("CREATE INDEX ON messages " + definition);

        assertThat(shop.hazards()).isEmpty();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"(thread_id)", "(thread_id) INCLUDE (content)", "USING hash (thread_id)"})
    void acceptsOtherIndexesThatStartWithTheColumn(String definition) {
        acceptsAnIndexThatStartsWithTheColumn(definition);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(created_at, thread_id)",
                "(created_at) INCLUDE (thread_id)",
                "(thread_id) WHERE author_user_id IS NULL",
                "((thread_id::text))",
                "USING brin (thread_id)"
            })
    void rejectsAnUnsuitableIndex(String definition) {
        shop.execute("CREATE INDEX ON messages " + definition);

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
    }

    @Test
    void rejectsAnInvalidIndex() {
        shop.execute(
                "CREATE INDEX unfinished ON messages (thread_id)",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'unfinished'::regclass");

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
    }

    @Test
    void createsTheRequiredIndex() {
        String remedy = shop.hazard(Hazard.Code.MISSING_INDEX).path("remedy").asText();
        assertThat(remedy).containsPattern("CREATE INDEX [^;]*;").doesNotContain("--allow-slow");

        shop.execute(remedy.replaceFirst("(?s)^.*?(CREATE INDEX [^;]*);.*$", "$1"));

        assertThat(shop.hazards()).isEmpty();
    }

    @Test
    @Tag("slow")
    void refusesASlowRun() {
        shop.shop().fill(5000, 50_000);
        asARoleThatOwnsNothing();

        assertThat(shop.hazards()).contains("BLOCK MISSING_INDEX public.messages");
        assertThat(shop.hazard(Hazard.Code.MISSING_INDEX).path("message").asText())
                .containsPattern("\\d\\d s in all");
        shop.assertRefused(Hazard.Code.MISSING_INDEX);

        assertThat(shop.hazards("--allow-slow")).contains("WARN MISSING_INDEX public.messages");

        shop.execute("CREATE INDEX ON messages (thread_id)");
        assertThat(shop.hazards()).noneMatch(hazard -> hazard.contains("INDEX"));
        shop.assertApplied();
        assertThat(shop.shop().conversations()).isEmpty();
    }

    @Test
    void runsSlowlyIfAllowed() {
        shop.execute("UPDATE pg_class SET reltuples = 100000000 WHERE oid = 'messages'::regclass"); // as it believes
        asARoleThatOwnsNothing();

        assertThat(shop.hazards()).containsExactly("BLOCK MISSING_INDEX public.messages");
        assertThat(shop.hazard(Hazard.Code.MISSING_INDEX).path("remedy").asText())
                .contains("--allow-slow");
        assertThat(shop.plan().path("expectedMs").asLong()).isBetween(36_000L, 37_000L);
        shop.assertApplied("--allow-slow");
        assertThat(shop.shop().conversations()).isEmpty();
    }

    private void asARoleThatOwnsNothing() {
        String unused = shop.connectAs("dba", "SELECT, DELETE, UPDATE ON ALL TABLES IN SCHEMA public");
    }

    @Test
    void acceptsAMissingIndexIfNoRowIsDeleted() {
        shop.job(directory, "tableName: message_threads, where: \"false\"");

        assertThat(shop.hazards()).containsExactly("NOTE OUTSIDE_KEY public.messages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a, b)", "(b, a)", "(b, a, c)", "(b, a) INCLUDE (c)"})
    @Tag("slow")
    void acceptsAnIndexOnACompositeKeyInAnyColumnOrder(String definition) {
        compositeKey();

        shop.execute("CREATE INDEX ON ratings " + definition);

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "NOTE OUTSIDE_KEY public.ratings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(c, a, b)", "(a, c, b)", "(a) INCLUDE (b)"})
    @Tag("slow")
    void rejectsAnIndexOnOtherColumnsThanTheCompositeKey(String definition) {
        compositeKey();

        shop.execute("CREATE INDEX ON ratings " + definition);

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(
                        PurgedShop.AS_IT_IS, "NOTE OUTSIDE_KEY public.ratings", "NOTE MISSING_INDEX public.ratings");
    }

    private void compositeKey() {
        shop.execute(
                "ALTER TABLE message_threads ADD UNIQUE (id, closed)",
                "CREATE TABLE ratings (c int, a uuid, b boolean,"
                        + " FOREIGN KEY (a, b) REFERENCES message_threads (id, closed))",
                "INSERT INTO ratings SELECT n FROM generate_series(1, 1000) n");
    }

    @Test
    void acceptsTheIndexOfAPartitionedTable() {
        partitionedRatings();

        shop.execute("CREATE INDEX ON ratings (thread_id)");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "NOTE OUTSIDE_KEY public.ratings");
    }

    @Test
    void acceptsAnIndexOnEachPartition() {
        partitionedRatings();

        shop.execute("CREATE INDEX ON ratings_1 (thread_id)", "CREATE INDEX ON ratings_rest (thread_id)");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "NOTE OUTSIDE_KEY public.ratings");
    }

    @Test
    void suggestsConcurrentIndexesOnPartitions() {
        partitionedRatings();
        shop.execute("ANALYZE ratings");
        String remedy = Hazards.remedies("MISSING_INDEX", shop.shop()).stream()
                .filter(text -> text.contains("ratings"))
                .findFirst()
                .orElseThrow();
        List<String> statements = Pattern.compile("CREATE INDEX [^;]*")
                .matcher(remedy)
                .results()
                .map(MatchResult::group)
                .toList();

        statements.forEach(shop::execute);

        assertThat(statements)
                .hasSize(3)
                .last(InstanceOfAssertFactories.STRING)
                .isEqualTo("CREATE INDEX ON \"public\".\"ratings\" (\"thread_id\")");
        assertThat(statements.subList(0, 2)).allMatch(statement -> statement.contains("CONCURRENTLY"));
        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "NOTE OUTSIDE_KEY public.ratings");
        assertThat(shop.shop().rows("SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'ratings_1'::regclass"))
                .hasSize(1);
    }

    @Test
    void rejectsIndexesOnSomePartitions() {
        partitionedRatings();

        shop.execute("CREATE INDEX ON ONLY ratings (thread_id)", "CREATE INDEX ON ratings_1 (thread_id)");

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(
                        PurgedShop.AS_IT_IS, "NOTE OUTSIDE_KEY public.ratings", "NOTE MISSING_INDEX public.ratings");
    }

    /** Creates a partitioned table with an attached partition whose columns are in another order. */
    private void partitionedRatings() {
        shop.execute(
                "CREATE TABLE ratings (stars int, thread_id uuid REFERENCES message_threads) PARTITION BY LIST (stars)",
                "CREATE TABLE ratings_1 PARTITION OF ratings FOR VALUES IN (1)",
                "CREATE TABLE ratings_rest (thread_id uuid, extra int, stars int)",
                "ALTER TABLE ratings_rest DROP COLUMN extra",
                "ALTER TABLE ratings ATTACH PARTITION ratings_rest DEFAULT",
                "INSERT INTO ratings SELECT n FROM generate_series(1, 1000) n");
    }
}
