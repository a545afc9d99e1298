package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** A condition selects the same rows as in psql, wherever ouigate runs. */
@ParameterizedClass
@EveryPostgres
class OneMeaningTest {
    private static final TimeZone OWN = TimeZone.getDefault();
    private static final String JOB = "changelogs/support-threads.yaml";
    private static final String NEW_YEAR = "born::date = DATE '2024-01-01'";

    private final PostgresShop shop;

    @TempDir
    private Path directory;

    OneMeaningTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
    }

    /** Creates ten notes at noon UTC on New Year's Day, and ten on the day before. */
    @BeforeEach
    void makeNotes() {
        shop.execute(
                "CREATE TABLE notes (id int PRIMARY KEY, born timestamptz, naive timestamp, body text)",
                "INSERT INTO notes SELECT i, '2024-01-01 12:00+00', '2024-01-01 12:00', '' FROM generate_series(1, 10) i",
                "INSERT INTO notes SELECT i, '2023-12-31 12:00+00', '2023-12-31 12:00', '' FROM generate_series(11, 20) i");
        database("timezone = 'UTC'");
    }

    @AfterEach
    void goHome() {
        TimeZone.setDefault(OWN);
    }

    @Test
    void approvedPlanDeletesTheSameRowsInAnotherTimeZone() throws IOException {
        job(NEW_YEAR);
        Path plan = directory.resolve("plan.json");
        Path receipt = directory.resolve("receipt.json");
        runFrom("UTC", "plan", "--out", plan.toString());

        Result applied = runFrom("Pacific/Kiritimati", "apply", "--plan", plan.toString(), "--json");
        Files.writeString(receipt, applied.out());
        database("timezone = 'Pacific/Kiritimati'");
        Result verified = runFrom("America/New_York", "verify", "--receipt", receipt.toString());
        Result another = runFrom("UTC", "verify", "--json");

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(left()).isEqualTo(IntStream.rangeClosed(11, 20).boxed().toList());
        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(another.out()).contains("10 rows"); // the ten that are left are of New Year's Day there
        assertThat(setting(applied, "TimeZone")).isEqualTo("UTC");
    }

    /** The test server's time zone is set on its command line, which overrides its file. */
    @Test
    void timeZoneFollowsTheServersOrderOfPrecedence() {
        job(NEW_YEAR);
        String role = "zoned_in_" + shop.database();
        shop.execute("CREATE ROLE " + role + " LOGIN SUPERUSER");
        database("timezone = 'Asia/Tokyo'");
        List<String> found = new ArrayList<>(List.of(zone("--user", role)));
        shop.execute("ALTER ROLE " + role + " SET timezone = 'Asia/Seoul'");
        found.add(zone("--user", role));
        shop.execute("ALTER ROLE " + role + " IN DATABASE " + shop.database() + " SET timezone = 'Asia/Dhaka'");
        found.add(zone("--user", role));
        found.add(zone("--user", role, "--time-zone", "Asia/Macau"));
        shop.execute(
                "ALTER DATABASE " + shop.database() + " RESET timezone",
                "ALTER ROLE " + role + " IN DATABASE " + shop.database() + " RESET timezone",
                "ALTER ROLE " + role + " RESET timezone");
        found.add(zone("--user", role));

        assertThat(found)
                .containsExactly(
                        "Asia/Tokyo DATABASE",
                        "Asia/Seoul DATABASE",
                        "Asia/Dhaka DATABASE",
                        "Asia/Macau OPTION",
                        "UTC SERVER");
    }

    @Test
    void requiresATimeZoneIfTheServerDoesNotShowItsOwn() {
        String role = "plain_in_" + shop.database();
        shop.execute(
                "CREATE ROLE " + role + " LOGIN",
                "GRANT CREATE ON SCHEMA public TO " + role,
                "GRANT SELECT, DELETE ON notes TO " + role,
                "ALTER DATABASE " + shop.database() + " RESET timezone");

        job("body = 'x' AND born < now()");
        List<String> independent = Hazards.in(runFrom("Asia/Tokyo", "plan", "--user", role, "--json"));
        job(NEW_YEAR);
        Result refused = runFrom("Asia/Tokyo", "apply", "--user", role, "--json");
        List<Integer> before = left();
        Result applied = runFrom("Asia/Tokyo", "apply", "--user", role, "--time-zone", "UTC");
        Result unverified = runFrom("Asia/Tokyo", "verify", "--user", role);
        Result verified = runFrom("Asia/Tokyo", "verify", "--user", role, "--time-zone", "UTC");

        assertThat(independent).doesNotContain("NOTE TIME_ZONE_UNKNOWN");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(Hazards.in(refused)).contains("BLOCK TIME_ZONE_NEEDED public.notes");
        assertThat(before).hasSize(20);
        assertThat(List.of(unverified.exitCode(), verified.exitCode())).containsExactly(4, 0);
        assertThat(unverified.err()).contains("--time-zone");
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(left())
                .containsExactlyElementsOf(IntStream.rangeClosed(11, 20).boxed().toList());
    }

    @Test
    void warnsThatNaiveTimestampsAreComparedInTheTimeZoneOfTheDatabase() {
        database("timezone = 'Europe/Paris'");
        shop.execute(
                "UPDATE notes SET naive = (now() AT TIME ZONE 'Europe/Paris') - interval '1 minute' WHERE id > 10",
                "UPDATE notes SET naive = (now() AT TIME ZONE 'Europe/Paris') + interval '1 minute' WHERE id <= 10");
        job("naive < now()");

        Result applied = runFrom("America/New_York", "apply", "--json");

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(left()).isEqualTo(IntStream.rangeClosed(1, 10).boxed().toList());
        assertThat(Hazards.in(applied)).contains("WARN NAIVE_TIMESTAMP public.notes");
        assertThat(applied.out()).contains("reads them as times in Europe/Paris");
    }

    @Test
    void usesTheDateOrderAndOtherSettingsOfTheDatabase() {
        database("DateStyle = 'SQL, DMY'");
        database("bytea_output = 'escape'");
        database("transform_null_equals = on");
        shop.execute("UPDATE notes SET body = '01/02/2024' WHERE id = 1", "UPDATE notes SET body = NULL WHERE id = 2");
        job("(id = 1 AND body::date = DATE '2024-02-01' AND DATE '01/02/2024' = DATE '2024-02-01')"
                + " OR body = NULL OR (id = 3 AND '\\xff'::bytea::text = '\\377')");

        Result applied = runFrom("UTC", "apply", "--json");

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(left()).doesNotContain(1, 2, 3).hasSize(17);
        assertThat(setting(applied, "DateStyle")).isEqualTo("ISO, DMY");
    }

    @Test
    void changedSettingMakesThePlanStale() {
        job(NEW_YEAR);
        String plan = directory.resolve("plan.json").toString();
        runFrom("UTC", "plan", "--out", plan);
        database("timezone = 'Asia/Tokyo'");

        Result zone = runFrom("UTC", "apply", "--plan", plan, "--json");
        database("timezone = 'UTC'");
        database("IntervalStyle = 'iso_8601'");
        Result style = runFrom("UTC", "apply", "--plan", plan, "--json");
        runFrom("UTC", "plan", "--out", plan, "--time-zone", "Asia/Tokyo");
        Result given = runFrom("UTC", "apply", "--plan", plan, "--json");

        assertThat(List.of(zone.exitCode(), style.exitCode(), given.exitCode())).containsExactly(4, 4, 0);
        assertThat(Json.error(zone)).contains("stale", "TimeZone: UTC in the plan, Asia/Tokyo now");
        assertThat(Json.error(style)).contains("IntervalStyle: postgres in the plan, iso_8601 now");
        assertThat(left()).hasSize(10);
    }

    @Test
    void refusesStringEscapesAndReportsSchemasThatOthersCanWriteTo() {
        job("body = 'x'");
        database("standard_conforming_strings = off");
        shop.execute("GRANT CREATE ON SCHEMA public TO PUBLIC");

        Result refused = runFrom("UTC", "apply", "--json");
        database("standard_conforming_strings = on");
        shop.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        List<String> without = Hazards.in(runFrom("UTC", "plan", "--json"));

        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(Hazards.in(refused)).contains("BLOCK STRING_ESCAPES", "WARN OPEN_SEARCH_PATH");
        assertThat(without).isEmpty();
    }

    @Test
    void refusesAnUnknownTimeZone() {
        job(NEW_YEAR);

        Result result = runFrom("UTC", "plan", "--time-zone", "Europe/Pari");

        Result inTheUrl = new CommandLineRun()
                .run("plan", "--url", shop.url() + "?options=-c%20TimeZone%3DUTC", "--changelog", JOB);

        assertThat(List.of(result.exitCode(), inTheUrl.exitCode())).containsExactly(2, 2);
        assertThat(result.err()).contains("does not know the time zone Europe/Pari");
        assertThat(inTheUrl.err()).contains("--time-zone");
    }

    private void database(String setting) {
        shop.execute("ALTER DATABASE " + shop.database() + " SET " + setting);
    }

    private void job(String condition) {
        JobFile.in(directory, "tableName: notes, where: \"" + condition.replace("\\", "\\\\") + "\"");
    }

    private String zone(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--json");
        Result plan = runFrom("Europe/Rome", "plan", all.toArray(String[]::new));
        return setting(plan, "TimeZone") + " " + Json.text(plan, "timeZoneSource");
    }

    private static String setting(Result result, String name) {
        return Json.node(result, "settings").replaceFirst("(?s).*\"" + name + "\":\"([^\"]*)\".*", "$1");
    }

    private Result runFrom(String zone, String command, String... options) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        List<String> all = new ArrayList<>(List.of(options));
        if (!all.contains("--plan") && !all.contains("--receipt")) {
            all.addAll(List.of("--changelog", directory.resolve("job.yaml").toString()));
        }
        return new CommandLineRun()
                .withSystemProperty("confirmation", "OUI")
                .run(command, shop, all.toArray(String[]::new));
    }

    private List<Integer> left() {
        return shop.rows("SELECT id FROM notes ORDER BY id").stream()
                .map(Integer::valueOf)
                .toList();
    }
}
