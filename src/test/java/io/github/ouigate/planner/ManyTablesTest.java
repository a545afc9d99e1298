package io.github.ouigate.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A database with many other tables. */
class ManyTablesTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @Test
    void showsTheTablesThatHaveNoKeyToTheJobsInOneLineAndSavesThemAll() {
        addTables(150);

        String text = new CommandLineRun().run("plan", shop).out();
        Result document = new CommandLineRun().run("plan", shop, "--json");

        assertThat(text).containsPattern("public\\.users +8").containsPattern("150 other tables +~ [0-9]+ +estimated");
        assertThat(text).doesNotContain("public.other");
        assertThat(Json.list(document, "preserved")).hasSize(152);
    }

    @Test
    void countsNoMoreThanAHundredAfterTheCommit() {
        addTables(150);

        Result document = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI", "--json");

        assertThat(Json.list(document, "preserved"))
                .hasSize(152)
                .filteredOn(table -> !table.path("estimated").asBoolean())
                .hasSizeBetween(1, 100);
    }

    private void addTables(int number) {
        shop.execute(IntStream.range(0, number)
                .mapToObj(i -> "CREATE TABLE other" + i + " (id int, user_id uuid REFERENCES users)")
                .toArray(String[]::new));
        shop.execute("ANALYZE");
    }
}
