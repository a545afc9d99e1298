package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A plan file depends on the database and the job, not on the operator or the machine. The database's own settings are
 * part of it.
 */
@ParameterizedClass
@NewestPostgres
@Tag("slow")
class SameFileTest {
    private final PostgresShop shop;
    private String job = "";

    @TempDir
    private Path directory;

    SameFileTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
    }

    /** Creates tables whose definitions contain values that depend on the session's settings. */
    @BeforeEach
    void makeTables() {
        shop.execute(
                "CREATE TABLE purged (at timestamptz DEFAULT '2026-07-01 12:00+00', day date DEFAULT '2026-07-02',"
                        + " span interval DEFAULT '1 day 02:03:04', raw bytea DEFAULT '\\x0001', number float8"
                        + " DEFAULT 0.30000000000000004, \"Name\" text DEFAULT 'a\\b', price money DEFAULT 1.5)"
                        + " PARTITION BY RANGE (at)",
                "CREATE TABLE purged_2026 PARTITION OF purged FOR VALUES FROM ('2026-01-01 00:00+00') TO"
                        + " ('2027-01-01 00:00+00')",
                "CREATE TABLE kept (at timestamptz)",
                "CREATE INDEX ON purged (at) WHERE day > '2026-03-04'");
        job = JobFile.write(directory, new Deletion("public", "purged", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search_path = public, pg_catalog",
                "search_path = missing, public",
                "DateStyle = 'SQL, DMY'",
                "IntervalStyle = iso_8601",
                "TimeZone = 'Asia/Tokyo'",
                "extra_float_digits = 0",
                "bytea_output = escape",
                "quote_all_identifiers = on",
                "lc_messages = 'POSIX'",
                "lc_numeric = 'POSIX'",
                "default_transaction_isolation = serializable"
            })
    void isTheSameUnderOtherSettingsOfTheDatabase(String setting) throws IOException {
        JsonNode before = withoutSettings(plan());

        shop.execute("ALTER DATABASE " + shop.database() + " SET " + setting);

        assertThat(withoutSettings(plan())).isEqualTo(before);
    }

    @Test
    void isTheSameInAnotherTimeZone() {
        TimeZone here = TimeZone.getDefault();
        String before = plan();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));

            assertThat(plan()).isEqualTo(before);
        } finally {
            TimeZone.setDefault(here);
        }
    }

    @Test
    void isTheSameForARoleWithItsOwnSettings() throws IOException {
        String role = "planner_of_" + shop.database();
        shop.execute("CREATE ROLE " + role + " LOGIN SUPERUSER");
        JsonNode before = withoutSettings(plan("--user", role));

        shop.execute("ALTER ROLE " + role + " SET search_path = \"$user\", public, pg_catalog");
        shop.execute("ALTER ROLE " + role + " SET quote_all_identifiers = on");

        assertThat(withoutSettings(plan("--user", role))).isEqualTo(before);
    }

    /** The order of a hash map varies between processes. */
    @Test
    void hasSortedProperties() throws IOException {
        StringBuilder properties = new StringBuilder();
        for (char name = 'q'; name >= 'a'; name--) {
            properties.append("  - property:\n      name: ").append(name).append("\n      value: none\n");
        }
        job = JobFile.write(directory, JobFile.bundled().replace("  - changeSet:", properties + "  - changeSet:"));

        JsonNode written = new ObjectMapper().readTree(plan()).path("job").path("properties");

        assertThat(names(written)).hasSize(18).isSorted();
    }

    private static JsonNode withoutSettings(String plan) throws IOException {
        ObjectNode document = (ObjectNode) new ObjectMapper().readTree(plan);
        assertThat(document.remove("settings")).isNotNull();
        assertThat(document.remove("timeZoneSource")).isNotNull();
        assertThat(document.remove("digest")).isNotNull();
        return document;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> name = object.fieldNames(); name.hasNext(); ) {
            names.add(name.next());
        }
        return names;
    }

    private String plan(String... options) {
        List<String> args = new ArrayList<>(List.of("--json", "--changelog", job));
        args.addAll(List.of(options));
        Result result = new CommandLineRun().run("plan", shop, args.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.out();
    }
}
