package io.github.ouigate.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database with many other tables. */
class ManyTablesTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @Test
    void showsUnlinkedTablesInOneLineAndSavesAll() {
        addTables(150);

        String text = new CommandLineRun().run("plan", shop).out();
        Result document = new CommandLineRun().run("plan", shop, "--json");

        assertThat(text).containsPattern("public\\.users +8").containsPattern("150 other tables +~ [0-9]+ +estimated");
        assertThat(text).doesNotContain("public.other");
        assertThat(Json.list(document, "preserved")).hasSize(152);
    }

    @Test
    @Tag("slow")
    void countsAtMostAHundredAfterTheCommit() {
        addTables(150);

        Result document = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI", "--json");

        assertThat(Json.list(document, "preserved"))
                .hasSize(152)
                .filteredOn(table -> !table.path("estimated").asBoolean())
                .hasSizeBetween(1, 100);
    }

    /** For example, a database with one audit table a month. */
    @Test
    void namesAtMostThirtyLinkedTables() {
        shop.execute(IntStream.range(0, 90)
                .mapToObj(i -> "CREATE TABLE audit" + i + " (id int, message_id uuid REFERENCES messages)")
                .toArray(String[]::new));

        String text = new CommandLineRun().run("plan", shop).out();
        Result document = new CommandLineRun().run("plan", shop, "--json");
        Result applied = Applying.confirmed(shop);

        assertThat(text).containsPattern("public\\.users +8").containsPattern("public\\.audit0 ");
        assertThat(text).containsPattern("[0-9]+ other tables");
        assertThat(text.lines().filter(line -> line.endsWith("never analysed")).count())
                .isLessThan(40);
        assertThat(Json.list(document, "preserved")).hasSize(92);
        assertThat(applied.exitCode()).as(applied.output()).isZero();
    }

    /** To deparse a default with its table, a server may compare the names of all columns. */
    @Test
    @Tag("slow")
    void readsManyDefaultsQuickly() {
        PostgresShop oldest = new PostgresShop(PostgresServer.oldest());
        oldest.execute(
                "CREATE TABLE columns AS SELECT string_agg('ADD c' || i || ' int DEFAULT ' || i, ', ') AS all_of_them"
                        + " FROM generate_series(1, 1500) i",
                "DO $$BEGIN EXECUTE 'ALTER TABLE messages ' || (SELECT all_of_them FROM columns); END$$");

        Result applied = Applying.confirmed(oldest, "--json");

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(Integer.parseInt(applied.out().replaceFirst("(?s).*\"writersShutOutMs\" *: *(\\d+).*", "$1")))
                .isLessThan(3000);
    }

    private void addTables(int number) {
        shop.execute(IntStream.range(0, number)
                .mapToObj(i -> "CREATE TABLE other" + i + " (id int, user_id uuid REFERENCES users)")
                .toArray(String[]::new));
        shop.execute("ANALYZE");
    }
}
