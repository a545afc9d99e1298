package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.EveryPostgres;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counted and locked table is the one that Liquibase's statement deletes from, in every spelling. */
@ParameterizedClass
@EveryPostgres
class TableNameTest {
    private final PurgedShop shop;

    @TempDir
    private Path directory;

    TableNameTest(int version) {
        this.shop = new PurgedShop(version);
    }

    @ParameterizedTest
    @CsvSource({
        "NOTES, notes",
        "_NOTES_2025, _notes_2025",
        "Notes, Notes",
        "NOTES-2025, NOTES-2025",
        "2025_NOTES, 2025_NOTES",
        "support.notes, support.notes",
        "ÉTÉ, ÉTÉ",
        "ORDER, ORDER",
        "NOTE\"S, NOTE\"S"
    })
    @Tag("slow")
    void findsTheTableThatLiquibaseNames(String written, String meant) {
        String other = meant.equals(meant.toLowerCase(Locale.ROOT))
                ? meant.toUpperCase(Locale.ROOT)
                : meant.toLowerCase(Locale.ROOT);
        shop.execute(
                "CREATE TABLE " + sql(meant) + " AS SELECT generate_series(1, 2)",
                "CREATE TABLE " + sql(other) + " AS SELECT generate_series(1, 2)");
        shop.job(directory, "tableName: '" + written + "'");

        assertThat(shop.hazards()).isEmpty();
        assertThat(shop.plan().path("deletions").findValuesAsText("table")).containsExactly("public." + meant);
        shop.assertApplied();
        assertThat(shop.shop().count(sql(meant))).isZero();
        assertThat(shop.shop().count(sql(other))).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"Support, Support"})
    void findsTheSchemaOfLiquibasesStatements(String written, String meant) {
        shop.execute(
                "CREATE SCHEMA " + sql(meant), "CREATE TABLE " + sql(meant) + ".notes AS SELECT generate_series(1, 2)");
        shop.job(directory, "schemaName: '" + written + "', tableName: notes");

        assertThat(shop.hazards()).isEmpty();
        shop.assertApplied();
        assertThat(shop.shop().count(sql(meant) + ".notes")).isZero();
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"support, support", "SUPPORT, support", "SUPPORT-2025, SUPPORT-2025"})
    void findsTheSchemaWithOtherNames(String written, String meant) {
        findsTheSchemaOfLiquibasesStatements(written, meant);
    }

    @Test
    void distinguishesTables() {
        shop.execute("CREATE TABLE \"notes-2025\" AS SELECT generate_series(1, 2)");
        shop.job(directory, "tableName: NOTES-2025");

        assertThat(shop.hazards()).containsExactly("BLOCK TABLE_MISSING NOTES-2025");
    }

    private static String sql(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
