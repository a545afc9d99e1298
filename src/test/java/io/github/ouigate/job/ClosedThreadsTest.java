package io.github.ouigate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ouigate.job.lint.JobReader;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.NewestPostgresAndH2;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job changelogs/closed-threads.yaml deletes closed conversations that have not changed for a long time. */
@ParameterizedClass
@NewestPostgresAndH2
class ClosedThreadsTest {
    private static final String CHANGELOG = "changelogs/closed-threads.yaml";
    private static final String NOW = "(CURRENT_TIMESTAMP AT TIME ZONE 'UTC')";
    private static final String CONFIRMED = "-Dconfirmation=OUI";

    private final Shop shop;
    private final List<String> threads;
    private final List<String> olderThanTwoYears;
    private final List<String> olderThanThreeYears;

    @TempDir
    private Path directory;

    ClosedThreadsTest(TestDatabase database) {
        shop = database.newShop();
        threads = shop.rows("SELECT id FROM message_threads ORDER BY id");
        touch(0, true, "INTERVAL '40' MONTH");
        touch(1, true, "INTERVAL '24' MONTH - INTERVAL '1' SECOND");
        touch(2, true, "INTERVAL '24' MONTH + INTERVAL '1' HOUR");
        touch(3, true, "INTERVAL '1' MONTH");
        touch(4, false, "INTERVAL '40' MONTH");
        olderThanTwoYears = threads.subList(0, 2);
        olderThanThreeYears = threads.subList(0, 1);
    }

    private void touch(int thread, boolean closed, String ago) {
        shop.execute("UPDATE message_threads SET closed = " + closed + ", updated_at = " + NOW + " - " + ago
                + " WHERE id = '" + threads.get(thread) + "'");
    }

    @Test
    void passesTheLint() {
        Job job = new JobReader().read(Changelog.bundled(CHANGELOG), Map.of());

        assertThat(job.tag()).isEqualTo("closed-threads-purge");
        assertThat(job.deletions()).extracting(Deletion::table).containsExactly("messages", "message_threads");
    }

    @Test
    void deletesClosedConversationsUnchangedForTwoYears() {
        List<String> others = shop.usersAndOrders();
        List<String> kept = conversationsWithout(olderThanTwoYears);

        Result result = succeeds("apply", CONFIRMED);

        assertThat(result.out()).contains("Done: the rows are deleted");
        assertThat(shop.conversations()).isEqualTo(kept);
        assertThat(shop.usersAndOrders()).isEqualTo(others);
        assertThat(shop.ledger("closed-threads-purge")).hasSize(1);
    }

    @Test
    @Tag("slow")
    void deletesByAGivenAge() {
        List<String> kept = conversationsWithout(olderThanThreeYears);
        List<String> counts = counts(olderThanThreeYears);

        Result plan = succeeds("plan", "-Dmonths=36", "--json");
        succeeds("apply", "-Dmonths=36", CONFIRMED);

        assertThat(Json.texts(plan, "deletions", "rows")).isEqualTo(counts);
        assertThat(shop.conversations()).isEqualTo(kept);
    }

    @Test
    void planShowsDeletedAndPreservedRows() {
        Result plan = succeeds("plan", "--json");

        assertThat(Json.texts(plan, "deletions", "rows")).isEqualTo(counts(olderThanTwoYears));
        assertThat(Json.texts(plan, "deletions", "where"))
                .allSatisfy(where -> assertThat(where).contains("INTERVAL '24' MONTH"));
        assertThat(Json.texts(plan, "preserved", "table")).contains(shop.table("users"), shop.table("orders"));
    }

    /** The application writes UTC, regardless of the database's time zone. */
    @ParameterizedTest
    @ValueSource(strings = {"Asia/Tokyo", "America/New_York"})
    void readsTimesAsUtc(String zone) {
        assumeTrue(shop instanceof PostgresShop, "H2 uses the time zone of the program");
        shop.execute("ALTER DATABASE " + ((PostgresShop) shop).database() + " SET timezone = '" + zone + "'");

        Result plan = succeeds("plan", "--json");

        assertThat(Json.texts(plan, "deletions", "rows")).isEqualTo(counts(olderThanTwoYears));
        assertThat(Hazards.in(plan)).noneMatch(hazard -> hazard.contains("NAIVE_TIMESTAMP"));
    }

    @Test
    @Tag("slow")
    void restoresExactlyTheArchivedRows() {
        assumeTrue(shop instanceof PostgresShop);
        List<String> before = shop.conversations();
        List<String> kept = conversationsWithout(olderThanTwoYears);

        succeeds("apply", "--archive", directory.toString(), CONFIRMED);
        List<String> left = shop.conversations();
        succeeds("restore", "--archive", directory.toString(), CONFIRMED);

        assertThat(left).isEqualTo(kept);
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger("closed-threads-purge")).isEmpty();
    }

    @Test
    @Tag("slow")
    void verifiesAfterARun() throws Exception {
        Path receipt = Files.writeString(
                directory.resolve("receipt.json"),
                succeeds("apply", CONFIRMED, "--json").out());

        Result result = new CommandLineRun().run("verify", shop, "--receipt", receipt.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out())
                .contains("Verified", shop.table("messages") + " has no rows that the run should have deleted");
    }

    @Test
    void deletesOnceForEachTag() {
        succeeds("apply", "--tag", "closed-threads-2026-11", CONFIRMED);
        touch(3, true, "INTERVAL '25' MONTH");
        List<String> before = shop.conversations();
        List<String> kept = conversationsWithout(threads.subList(3, 4));

        Result again = succeeds("apply", "--tag", "closed-threads-2026-11", CONFIRMED);
        List<String> after = shop.conversations();
        succeeds("apply", "--tag", "closed-threads-2026-12", CONFIRMED);

        assertThat(again.out()).contains("Nothing to do");
        assertThat(after).isEqualTo(before);
        assertThat(shop.conversations()).isEqualTo(kept);
    }

    @Test
    void requiresTheSameConfirmation() {
        List<String> before = shop.conversations();

        Result result = ouigate("apply", "-Dconfirmation=oui");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(3);
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "many", "24 OR TRUE", "0' MONTH OR TRUE OR updated_at < CURRENT_TIMESTAMP - INTERVAL '0"})
    @Tag("slow")
    void deletesNothingIfTheAgeIsNotANumber(String months) {
        List<String> before = shop.conversations();

        Result result = ouigate("apply", "-Dmonths=" + months, CONFIRMED);

        assertThat(result.exitCode()).as(result.output()).isNotZero();
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    void deletesNothingForAnAgeInTheFuture() {
        List<String> before = shop.conversations();

        succeeds("apply", "-Dmonths=-24", CONFIRMED);

        assertThat(shop.conversations()).isEqualTo(before);
    }

    private Result succeeds(String command, String... options) {
        Result result = ouigate(command, options);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result;
    }

    private Result ouigate(String command, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        if (!command.equals("restore")) {
            all.addAll(List.of("--changelog", CHANGELOG));
        }
        return new CommandLineRun().run(command, shop, all.toArray(String[]::new));
    }

    private List<String> counts(List<String> ids) {
        return Stream.of("messages WHERE thread_id", "message_threads WHERE id")
                .map(table -> String.valueOf(shop.count(table + " IN " + quoted(ids))))
                .toList();
    }

    private List<String> conversationsWithout(List<String> ids) {
        List<String> rows = new ArrayList<>();
        rows.addAll(shop.rows("SELECT * FROM message_threads WHERE id NOT IN " + quoted(ids) + " ORDER BY id"));
        rows.addAll(shop.rows("SELECT * FROM messages WHERE thread_id NOT IN " + quoted(ids) + " ORDER BY id"));
        return rows;
    }

    private static String quoted(List<String> ids) {
        return ids.stream().collect(Collectors.joining("', '", "('", "')"));
    }
}
