package io.github.ouigate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tag is applied to the tables of its run; each tenant's schema has its own. */
@ParameterizedClass
@NewestPostgres
class TenantsTest {
    private final PostgresShop shop;
    private final PostgresShop acme;
    private final PostgresShop globex;

    @TempDir
    private Path directory;

    TenantsTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        acme = tenant("acme");
        globex = tenant("globex");
    }

    private PostgresShop tenant(String schema) {
        shop.execute("CREATE SCHEMA \"" + schema + '"');
        for (String table : List.of("message_threads", "messages")) {
            String copy = '"' + schema + "\"." + table;
            shop.execute(
                    "CREATE TABLE " + copy + " (LIKE " + table + " INCLUDING ALL)",
                    "INSERT INTO " + copy + " SELECT * FROM " + table);
        }
        return shop.reachedWith("?currentSchema=" + schema);
    }

    @Test
    void purgesEachTenantWithARowOfItsOwn() {
        purge(acme);

        assertThat(Hazards.of(globex)).containsExactly("NOTE OTHER_LEDGERS");
        assertThat(Hazards.messages("OTHER_LEDGERS", globex))
                .singleElement()
                .asString()
                .contains("acme.databasechangelog has 36 acme.messages, 6 acme.message_threads");
        assertThat(tagState(globex)).isEqualTo("NOT_APPLIED");
        purge(globex);

        assertThat(shop.count("acme.messages") + shop.count("globex.messages")).isZero();
        assertThat(comments("acme")).contains(": 36 acme.messages, 6 acme.message_threads");
        assertThat(comments("globex")).contains(": 36 globex.messages, 6 globex.message_threads");
        assertThat(Applying.confirmed(acme).out()).contains("Nothing to do");
    }

    @Test
    @Tag("slow")
    void refusesALedgerThatHasTheTagForOtherTables() {
        purge(acme);
        String[] options = {"--ledger-schema", "acme"};

        assertThat(Hazards.of(globex, options)).containsExactly("BLOCK APPLIED_TO_OTHER_TABLES acme.databasechangelog");
        assertThat(Hazards.messages("APPLIED_TO_OTHER_TABLES", globex, options))
                .singleElement()
                .asString()
                .contains("36 acme.messages, 6 acme.message_threads", "globex.messages, globex.message_threads");
        Applying.isRefused("APPLIED_TO_OTHER_TABLES", globex, options);
        assertThat(shop.count("globex.messages")).isEqualTo(36);
        assertThat(tagState(globex, options)).isEqualTo("APPLIED_TO_OTHER_TABLES");
        assertThat(new CommandLineRun().run("verify", globex, options).out())
                .containsIgnoringWhitespaces("was applied to other tables");

        assertThat(Hazards.remedies("APPLIED_TO_OTHER_TABLES", globex, options))
                .singleElement()
                .asString()
                .contains("--ledger-schema globex");
        purge(globex, "--ledger-schema", "globex");
        assertThat(shop.count("globex.messages")).isZero();
    }

    /** A search path skips missing schemas: https://github.com/liquibase/liquibase/issues/1113. */
    @ParameterizedTest
    @ValueSource(strings = {"acmee,public", "Initech,public", "\"ACME\", public"})
    void refusesAMissingTenant(String path) {
        tenant("Initech");
        List<String> before = shop.everyRow();

        Result result = Applying.confirmed(
                shop.reachedWith("?currentSchema=" + path.replace(" ", "%20").replace("\"", "%22")));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains("currentSchema", path.split(",", -1)[0].replace("\"", ""));
        assertThat(shop.everyRow()).isEqualTo(before);
    }

    /** As in https://github.com/liquibase/liquibase/pull/4021 and https://github.com/liquibase/liquibase/issues/1821. */
    @ParameterizedTest
    @ValueSource(strings = {"bt-1-aa", "Initech"})
    @Tag("slow")
    void purgesTenantsWithAnyNameAndExtensionsInOtherSchemas(String schema) {
        tenant(schema);
        shop.execute("CREATE SCHEMA extensions", "CREATE EXTENSION citext SCHEMA extensions");
        shop.execute("ALTER TABLE \"" + schema + "\".messages ALTER content TYPE extensions.citext");

        Result result = Applying.confirmed(shop.reachedWith("?currentSchema=%22" + schema + "%22,extensions,public"));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.count('"' + schema + "\".messages")).isZero();
        assertThat(shop.count("messages")).isEqualTo(36);
        assertThat(comments(schema)).contains(": 36 " + schema + ".messages");
    }

    @Test
    void refusesToVerifyATenantWithTheReceiptOfAnother() throws IOException {
        Path receipt = Files.writeString(
                directory.resolve("receipt.json"),
                new CommandLineRun()
                        .run("apply", acme, "-Dconfirmation=OUI", "--json")
                        .out());

        Result result = new CommandLineRun().run("verify", globex, "--receipt", receipt.toString());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains("selects the schemas globex", "the run used acme");
        assertThat(new CommandLineRun()
                        .run("verify", acme, "--receipt", receipt.toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void refusesThePlanOfAnotherTenant() {
        String plan = directory.resolve("plan.json").toString();
        new CommandLineRun().run("plan", acme, "--out", plan);

        Result before = Applying.confirmed(globex, "--plan", plan);
        purge(acme);
        Result after = Applying.confirmed(globex, "--plan", plan);

        for (Result result : List.of(before, after)) {
            assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
            assertThat(result.err())
                    .containsIgnoringWhitespaces(
                            "Tables: acme.messages, acme.message_threads in the plan, globex.messages");
        }
        assertThat(shop.count("globex.messages")).isEqualTo(36);
    }

    @Test
    void restoresATenantAndKeepsTheRowOfAnother() {
        String archive = directory.toString();
        purge(acme, "--archive", archive);
        assertThat(Applying.confirmed(globex, "--archive", archive).out())
                .containsIgnoringWhitespaces("but another ledger, in the schema acme");
        purge(globex);

        Result other = new CommandLineRun().run("restore", globex, "--archive", archive, "-Dconfirmation=OUI");
        Result result = new CommandLineRun().run("restore", shop, "--archive", archive, "-Dconfirmation=OUI");

        assertThat(other.exitCode()).as(other.output()).isEqualTo(4);
        assertThat(other.err()).contains("selects the schemas globex", "the run used acme");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.count("acme.messages")).isEqualTo(36);
        assertThat(shop.count("acme.databasechangelog WHERE tag IS NOT NULL")).isZero();
        assertThat(shop.count("globex.messages")).isZero();
        assertThat(shop.count("globex.databasechangelog")).isOne();
    }

    /** The ledger records the archive's run for tables of another tenant. */
    @Test
    @Tag("slow")
    void namesTheBlockingLedgerBeforeTheArchiveOfAnotherTenant() {
        String[] options = {"--ledger-schema", "acme", "--archive", directory.toString()};
        purge(acme, options);

        Result result = Applying.confirmed(globex, options);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.output().replaceAll("\\s+", " "))
                .contains("[APPLIED_TO_OTHER_TABLES]")
                .doesNotContain("The ledger has no row");
    }

    @Test
    void appliesATagToATableOnce() {
        String both = job("both", "schemaName: acme, tableName: messages", "schemaName: globex, tableName: messages");
        purge(acme);

        for (String ledger : List.of("acme", "globex")) {
            String[] options = {"--ledger-schema", ledger, "--changelog", both};

            assertThat(Hazards.of(shop, options)).contains("BLOCK APPLIED_TO_OTHER_TABLES acme.databasechangelog");
            assertThat(Hazards.remedies("APPLIED_TO_OTHER_TABLES", shop, options))
                    .containsExactly("If you mean that changeset, give its file with --changelog."
                            + " Otherwise, choose another --tag.");
        }
        assertThat(Hazards.of(shop, "--ledger-schema", "globex", "--changelog", both, "--tag", "next"))
                .noneMatch(hazard -> hazard.startsWith("BLOCK"));
    }

    @Test
    @Tag("slow")
    void comparesTheTablesThatJobsNameThemselves() {
        String ofAcme = job("acme", "schemaName: acme, tableName: messages");
        String ofGlobex = job("globex", "schemaName: globex, tableName: messages");
        purge(shop, "--changelog", ofAcme);

        Applying.isRefused("APPLIED_TO_OTHER_TABLES", shop, "--changelog", ofGlobex);
        purge(shop, "--changelog", ofGlobex, "--ledger-schema", "globex");

        assertThat(shop.count("globex.messages")).isZero();
        assertThat(Applying.confirmed(shop, "--changelog", ofAcme).out()).contains("Nothing to do");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?options=-c%20search_path%3Dglobex", ""})
    @Tag("slow")
    void comparesTablesHoweverTheSchemaIsNamed(String parameters) {
        purge(acme);
        shop.execute("ALTER DATABASE " + shop.database() + " SET search_path = globex");
        PostgresShop reached = shop.reachedWith(parameters);

        Applying.isRefused("APPLIED_TO_OTHER_TABLES", reached, "--ledger-schema", "acme");
        purge(reached);

        assertThat(shop.count("globex.messages")).isZero();
        assertThat(comments("globex")).contains("36 globex.messages");
    }

    /** Another ledger and another condition do not make the tag applicable to the same tables again. */
    @Test
    @Tag("slow")
    void refusesAnEditedConditionInAnotherLedger() {
        purge(acme);
        String[] edited = {
            "--ledger-schema",
            "globex",
            "--changelog",
            job("edited", "tableName: messages, where: created_at IS NOT NULL", "tableName: message_threads")
        };

        assertThat(Hazards.of(acme, edited))
                .containsExactly("BLOCK APPLIED_WITH_OTHER_CONDITIONS acme.databasechangelog");
        Applying.isRefused("APPLIED_WITH_OTHER_CONDITIONS", acme, edited);
        assertThat(Hazards.of(globex, edited)).containsExactly("NOTE OTHER_LEDGERS");
    }

    @Test
    @Tag("slow")
    void refusesTheTagWhereASchemaOrATableHasAnotherName() {
        purge(acme, "--archive", directory.toString());
        shop.execute("ALTER SCHEMA acme RENAME TO initech");
        PostgresShop renamed = shop.reachedWith("?currentSchema=initech");
        String chats = job("chats", "tableName: chats");

        Applying.isRefused("APPLIED_TO_OTHER_TABLES", renamed);
        assertThat(new CommandLineRun()
                        .run("restore", renamed, "--archive", directory.toString(), "-Dconfirmation=OUI")
                        .exitCode())
                .isEqualTo(4);
        purge(globex);
        shop.execute("ALTER TABLE globex.messages RENAME TO chats");
        Applying.isRefused("APPLIED_TO_OTHER_TABLES", globex, "--changelog", chats);
        assertThat(Applying.confirmed(globex).out()).contains("Nothing to do");
    }

    /** The names are too long to be listed in the row; only the digest distinguishes the tables. */
    @Test
    @Tag("slow")
    void distinguishesLongNames() {
        PostgresShop first = tenant("a".repeat(63));
        PostgresShop second = tenant("b".repeat(63));
        createLongTables("a", "b");
        String many = job("many", longTables(""));
        purge(first, "--changelog", many);

        assertThat(Hazards.of(second, "--changelog", many)).containsExactly("WARN OTHER_LEDGERS");
        Applying.isRefused("APPLIED_TO_OTHER_TABLES", second, "--changelog", many, "--ledger-schema", "a".repeat(63));
        String edited = job("edited", longTables(", where: 'id > 0'"));
        Applying.isRefused(
                "APPLIED_WITH_OTHER_CONDITIONS", first, "--changelog", edited, "--ledger-schema", "b".repeat(63));
        purge(second, "--changelog", many);

        assertThat(Applying.confirmed(first, "--changelog", many).out()).contains("Nothing to do");
        assertThat(comments("b".repeat(63))).hasSizeLessThanOrEqualTo(250);
    }

    private void createLongTables(String... schemas) {
        for (String schema : schemas) {
            longNames()
                    .forEach(table ->
                            shop.execute("CREATE TABLE " + schema.repeat(63) + "." + table + " AS SELECT 1 AS id"));
        }
    }

    private static String[] longTables(String condition) {
        return longNames().map(table -> "tableName: " + table + condition).toArray(String[]::new);
    }

    private static Stream<String> longNames() {
        return IntStream.range(0, 8).mapToObj(i -> "t".repeat(62) + i);
    }

    /** Without a digest, the list is compared. */
    @Test
    @Tag("slow")
    void readsTheTablesInRowsOfEarlierVersions() {
        purge(acme);
        shop.execute("UPDATE acme.databasechangelog SET comments = regexp_replace(comments, ' \\[.*\\]', '')");

        assertThat(comments("acme")).contains(": 36 acme.messages").doesNotContain("[");
        assertThat(Applying.confirmed(acme).out()).contains("Nothing to do");
        assertThat(Hazards.of(globex)).containsExactly("NOTE OTHER_LEDGERS");
        Applying.isRefused("APPLIED_TO_OTHER_TABLES", globex, "--ledger-schema", "acme");
    }

    /** Rows of stock Liquibase name no tables, so that they may be the job's. */
    @Test
    void treatsForeignRowsAsTheSameTables() {
        purge(acme);
        shop.execute("UPDATE acme.databasechangelog SET comments = ''");

        assertThat(Applying.confirmed(acme).out()).contains("Nothing to do");
        assertThat(Hazards.of(globex)).containsExactly("BLOCK APPLIED_ELSEWHERE acme.databasechangelog");
    }

    private String job(String name, String... deletes) {
        try {
            return JobFile.in(Files.createDirectory(directory.resolve(name)), deletes)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void purge(PostgresShop tenant, String... options) {
        Result result = Applying.confirmed(tenant, options);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("Done: the rows are deleted");
    }

    private static String tagState(PostgresShop tenant, String... options) {
        String[] json =
                Stream.concat(Arrays.stream(options), Stream.of("--json")).toArray(String[]::new);
        JsonNode status = Json.document(new CommandLineRun().run("status", tenant, json));
        return status.path("tagState").asText();
    }

    private String comments(String schema) {
        return shop.value("SELECT comments FROM \"" + schema + "\".databasechangelog");
    }
}
