package io.github.ouigate.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For any name of a table, schema or column, exactly the planned rows are deleted, or the plan refuses. Each table has
 * neighbours with similar names and the same number of rows.
 */
@ParameterizedClass
@NewestPostgres
class HostileNamesTest {
    /** Names that Liquibase's statements spell like the job. */
    static final List<String> KEPT = List.of(
            "Purged",
            "MESS AGES",
            "ORDER",
            "1ST",
            "A-B",
            "a.b",
            "public.users",
            "users\"",
            "\"users\"",
            "A\"\"B",
            "'; drop table users; --",
            "\"; drop table users; --",
            "$1",
            "?",
            ":name",
            "{0}",
            "%1$s",
            "a\\",
            " users",
            "USERS ",
            "ÉTÉ",
            "e\u0301te\u0301",
            "STRASSE\u1e9e",
            "\u0130stanbul",
            "会话",
            "\ud83d\udcac",
            "\u202egasses",
            "é".repeat(31),
            "/*");

    static final List<String> SCHEMAS =
            List.of("Shop", "MY SHOP", "ORDER", "ÉTÉ", "a.b", "?", "'; drop table users; --", "public, users");

    /** Upper-case names, which Liquibase leaves to the server to fold. */
    static final List<String> FOLDED = List.of("PURGED", "_PURGED_1", "VALUES");

    /** Names that Liquibase quotes without doubling quotes, or splits. */
    static final List<String> REFUSED = List.of(
            "Users\"",
            "x\"; DROP TABLE users; --",
            "Users\" WHERE false; --",
            "a\nb\nc",
            "\u001b[2J",
            "a\u2028b",
            "é".repeat(32));

    private final PostgresShop shop;

    @TempDir
    private Path directory;

    HostileNamesTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
    }

    @Test
    void deletesFromTablesWithThisName() {
        Set<TableName> tables = new LinkedHashSet<>();
        Set<TableName> others = new LinkedHashSet<>();
        for (String name : KEPT) {
            tables.add(new TableName("public", name));
            others.addAll(neighbours("public", name));
        }
        for (String schema : SCHEMAS) {
            tables.add(new TableName(schema, "purged"));
            others.addAll(inOtherSchemas(schema));
        }
        others.removeAll(tables);
        makeTables(tables);
        makeTables(others);
        String job = JobFile.write(
                directory,
                tables.stream()
                        .map(table -> new Deletion(table.schema(), table.name(), null))
                        .toArray(Deletion[]::new));

        Result result = apply("--changelog", job, "--json");

        assertThat(deletedFrom(result))
                .containsExactlyElementsOf(
                        tables.stream().map(TableName::toString).toList());
        assertThat(tables)
                .allSatisfy(table -> assertThat(shop.count(table.sql())).isZero());
        assertUntouched(others);
    }

    @ParameterizedTest
    @FieldSource("FOLDED")
    @Tag("slow")
    void deletesFromTheTableThatTheServerFoldsCapitalsTo(String name) {
        TableName table = new TableName("public", name.toLowerCase(Locale.ROOT));
        Set<TableName> others = Set.of(new TableName("public", name));
        makeTables(table, others);

        Result result = apply("--changelog", job(null, name), "--json");

        assertThat(deletedFrom(result)).containsExactly(table.toString());
        assertOnlyEmptied(table, others);
    }

    @ParameterizedTest
    @FieldSource("REFUSED")
    @Tag("slow")
    void refusesANameThatLiquibaseWouldMisspell(String name) {
        Set<TableName> tables = neighbours("public", name);
        makeTables(new TableName("public", name), tables);

        assertRefused(job(null, name));

        assertUntouched(tables);
    }

    @ParameterizedTest
    @FieldSource("SCHEMAS")
    @Tag("slow")
    void deletesInADefaultSchemaWithThisName(String schema) {
        TableName table = new TableName(schema, "purged");
        Set<TableName> others = inOtherSchemas(schema);
        makeTables(table, others);

        Result result = applyIn(schema, "--changelog", job(null, "purged"), "--ledger-schema", "public", "--json");

        assertThat(deletedFrom(result)).containsExactly(table.toString());
        assertOnlyEmptied(table, others);
    }

    @ParameterizedTest
    @FieldSource("SCHEMAS")
    @Tag("slow")
    void keepsTheLedgerInASchemaWithThisName(String schema) {
        shop.execute("CREATE SCHEMA " + TableName.quote(schema));

        Result byName = apply("--ledger-schema", schema);
        Result byDefault = applyIn(schema, "--changelog", job("public", "messages"));

        assertThat(byName.exitCode()).as(byName.output()).isZero();
        assertThat(byDefault.out()).contains("[APPLIED_TO_OTHER_TABLES]");
        assertThat(shop.count(new TableName(schema, "databasechangelog").sql())).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop", "shop"})
    void refusesALedgerInASchemaThatLiquibaseConfusesWithAnother(String schema) {
        shop.execute("CREATE SCHEMA shop", "CREATE SCHEMA \"Shop\"");

        Result result = apply("--ledger-schema", schema);

        assertRefused(result);
        assertThat(result.output()).contains("LEDGER_SCHEMA_ALIKE");
        assertThat(shop.conversations()).hasSize(42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHOP", "a\"b", "Shop\"; DROP TABLE users; --", " shop", "shop ", "a\nb\nc"})
    @Tag("slow")
    void refusesADefaultSchemaThatLiquibaseWouldMisspell(String schema) {
        makeTables(new TableName(schema, "purged"), inOtherSchemas(schema));

        Result result = applyIn(schema, "--changelog", job(null, "purged"));

        assertRefused(result);
        assertThat(shop.count(new TableName(schema, "purged").sql())).isEqualTo(2);
        assertThat(shop.rows("SELECT 1 FROM pg_class WHERE relname LIKE 'databasechangelog%'"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop\"", "system_user", "Shop\"; DROP TABLE users; --", " shop", "shop ", "a\nb\nc"})
    @Tag("slow")
    void refusesASchemaThatLiquibaseWouldMisspell(String schema) {
        makeTables(new TableName(schema, "purged"), inOtherSchemas(schema));

        Result table = apply("--changelog", job(schema, "purged"));
        Result ledger = apply("--ledger-schema", schema);

        assertRefused(table);
        assertRefused(ledger);
        assertThat(shop.conversations()).hasSize(42);
    }

    /** The first schema of the search path is missing; Liquibase then adds the default schema to the search path. */
    @ParameterizedTest
    @ValueSource(strings = {"Shop", "my shop", "order", "x; drop table users; --", "a, b"})
    @Tag("slow")
    void deletesInADefaultSchemaThatIsNotFirstInTheSearchPath(String schema) {
        TableName table = new TableName(schema, "purged");
        Set<TableName> others = inOtherSchemas(schema);
        makeTables(table, others);
        shop.execute("ALTER DATABASE " + shop.database() + " SET search_path = missing, " + TableName.quote(schema));

        Result result = apply("--changelog", job(null, "purged"), "--ledger-schema", "public");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertOnlyEmptied(table, others);
    }

    @Test
    @Tag("slow")
    void recordsANameWithABackslashIfStringsHaveNoEscapes() {
        TableName table = new TableName("public", "\\");
        makeTables(table, Set.of());
        shop.execute("ALTER DATABASE " + shop.database() + " SET standard_conforming_strings = off");

        Result refused = apply("--changelog", job(null, "\\"));
        shop.execute("ALTER DATABASE " + shop.database() + " RESET standard_conforming_strings");
        Result result = apply("--changelog", job(null, "\\"));

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(4);
        assertThat(refused.output()).contains("STRING_ESCAPES");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.ledger("support-threads-purge"))
                .singleElement()
                .asString()
                .endsWith("2 public.\\");
    }

    @Test
    @Tag("slow")
    void deletesWithoutADefaultSchema() {
        shop.execute("ALTER DATABASE " + shop.database() + " SET search_path = ''");
        String job = JobFile.write(
                directory, new Deletion("public", "messages", null), new Deletion("public", "message_threads", null));

        Result result = apply("--changelog", job, "--ledger-schema", "public");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.rows("SELECT 1 FROM public.messages")).isEmpty();
    }

    @Test
    void distinguishesTablesWithTheSameDisplayedName() {
        shop.execute(
                "CREATE SCHEMA \"a.b\"",
                "CREATE SCHEMA a",
                "CREATE TABLE \"a.b\".c AS SELECT 1 AS id",
                "CREATE TABLE a.\"b.c\" AS SELECT generate_series(1, 3) AS id");
        String job = JobFile.write(directory, new Deletion("a.b", "c", null), new Deletion("a", "b.c", null));
        Path plan = directory.resolve("plan.json");

        Result planned = new CommandLineRun().run("plan", shop, "--changelog", job, "--out", plan.toString());
        Result result = apply("--plan", plan.toString());

        assertThat(planned.exitCode()).as(planned.output()).isZero();
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.count("\"a.b\".c") + shop.count("a.\"b.c\"")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"STATUS", "order", "A\"b", "?", ":name", "$1", "{fn now()}", "%s", "会话", "a\\", "--", "/*", " x "
            })
    @Tag("slow")
    void deletesByAConditionOnAColumnWithThisName(String column) {
        String quoted = TableName.quote(column);
        shop.execute(
                "CREATE TABLE purged (" + quoted + " text, status text)",
                "INSERT INTO purged VALUES (':name ? {0} \\ %s', 'a'), ('stays', 'b'), (NULL, 'c')");
        String job = JobFile.write(directory, new Deletion(null, "purged", quoted + " = ':name ? {0} \\ %s'"));

        Result result = apply("--changelog", job);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.rows("SELECT status FROM purged ORDER BY 1")).containsExactly("b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data ? 'gone'", "data ? 'gone' -- and no more", "data @> '{\"gone\": 1}' /* ? */"})
    @Tag("slow")
    void deletesFromPartitionsByAConditionWithOperatorsAndComments(String where) {
        shop.execute(
                "CREATE TABLE purged (id int, data jsonb) PARTITION BY LIST (id)",
                "CREATE TABLE \"Part 1; --\" PARTITION OF purged FOR VALUES IN (1)",
                "CREATE TABLE \"?\" PARTITION OF purged FOR VALUES IN (2)",
                "INSERT INTO purged VALUES (1, '{\"gone\": 1}'), (2, '{\"gone\": 1}'), (2, '{}')");
        String job = JobFile.write(directory, new Deletion(null, "purged", where));

        Result result = apply("--changelog", job);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.rows("SELECT data FROM purged")).containsExactly("{}");
    }

    @Test
    @Tag("slow")
    void deletesByConditionsThatEndInComments() {
        shop.execute("UPDATE messages SET content = 'stays' WHERE author_user_id IS NULL");
        String job = JobFile.write(
                directory,
                new Deletion(null, "messages", "content <> 'stays' -- all but these"),
                new Deletion(null, "message_threads", "subject = 'none' -- none of them"));

        Result result = new CommandLineRun().run("plan", shop, "--changelog", job);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\"b; --", "a.b", "?", "ÉTÉ", "\ud83d\udcac", "order"})
    @Tag("slow")
    void findsTheDependenciesOfTablesWithAnyName(String name) {
        String quoted = TableName.quote(name);
        shop.execute(
                "ALTER TABLE message_threads ADD COLUMN " + quoted + " int GENERATED ALWAYS AS IDENTITY",
                "ALTER TABLE message_threads ADD CONSTRAINT " + quoted + " UNIQUE (" + quoted + ")",
                "CREATE SCHEMA " + quoted,
                "CREATE TABLE " + quoted + "." + quoted + " (" + quoted + " int CONSTRAINT " + quoted
                        + " REFERENCES public.message_threads (" + quoted + "))",
                "INSERT INTO " + quoted + "." + quoted + " VALUES (1)",
                "CREATE FUNCTION " + quoted + "() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
                "CREATE TRIGGER " + quoted + " BEFORE DELETE ON messages FOR EACH ROW EXECUTE FUNCTION " + quoted
                        + "()",
                "CREATE RULE " + quoted + " AS ON DELETE TO messages DO ALSO NOTHING",
                "CREATE PUBLICATION " + quoted + " FOR TABLE messages");

        List<String> hazards = Hazards.of(shop);

        String outside = name + "." + name;
        assertThat(hazards)
                .contains(
                        "BLOCK OUTSIDE_REFERENCES " + outside,
                        "BLOCK RULE public.messages",
                        "WARN TRIGGER public.messages",
                        "WARN PUBLICATION public.messages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Clerk\"; --", "a.b", "ORDER", "été", "$1"})
    @Tag("slow")
    void runsAsARoleAndInADatabaseWithThisName(String name) {
        String database = shop.database() + name;
        String quoted = TableName.quote(database);
        shop.server().execute("postgres", "CREATE DATABASE " + quoted + " TEMPLATE " + shop.database());
        shop.server().execute("postgres", "CREATE ROLE " + quoted + " LOGIN SUPERUSER");
        String url = "postgresql://127.0.0.1:" + shop.server().port() + "/" + encoded(database);

        Result result =
                new CommandLineRun().run("apply", "--url", url, "--user", database, "-Dconfirmation=OUI", "--json");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).hasSize(42);
    }

    @Test
    void masksControlCharactersInNames() {
        String name = "\u001b]0;x\u0007\u009b2J\u202e\u007f";
        shop.execute(
                "CREATE TABLE " + TableName.quote(name) + " (id uuid CONSTRAINT " + TableName.quote(name)
                        + " REFERENCES message_threads (id))",
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER " + TableName.quote(name) + " AFTER DELETE ON messages EXECUTE FUNCTION note()");

        List<Result> results = List.of(
                new CommandLineRun().run("plan", shop),
                new CommandLineRun().run("plan", shop, "--json"),
                new CommandLineRun().run("plan", shop, "--changelog", job(name, name)),
                new CommandLineRun().run("plan", shop, "--json", "--changelog", job(name, name)),
                new CommandLineRun().run("plan", shop, "--ledger-schema", name),
                new CommandLineRun().run("status", shop, "--ledger-schema", name),
                new CommandLineRun().run("plan", shop, "--expect-database", name),
                apply("--json"));

        assertThat(results)
                .extracting(result -> result.output().replaceAll("[\\n\\r]", ""))
                .allSatisfy(output -> assertThat(output).isNotEmpty().doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
    }

    private String job(@Nullable String schema, String table) {
        return JobFile.write(directory, new Deletion(schema, table, null));
    }

    /** Returns the tables in the receipt, which are those of the plan. */
    private static List<String> deletedFrom(Result applied) {
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        return Json.texts(applied, "deletions", "table");
    }

    private Result apply(String... options) {
        return new CommandLineRun().withSystemProperty("confirmation", "OUI").run("apply", shop, options);
    }

    private Result applyIn(String schema, String... options) {
        List<String> args = new ArrayList<>(List.of("apply", "--url"));
        args.add(shop.url() + "?currentSchema=" + encoded(TableName.quote(schema)));
        args.addAll(List.of(options));
        return new CommandLineRun().withSystemProperty("confirmation", "OUI").run(args.toArray(String[]::new));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns similar names that could be confused with this one. */
    private static Set<TableName> neighbours(String schema, String name) {
        Set<TableName> tables = new LinkedHashSet<>();
        Stream.of(
                        name.toLowerCase(Locale.ROOT),
                        name.toUpperCase(Locale.ROOT),
                        name.strip(),
                        name.replace("\"", ""),
                        name.replace("\"", "\"\""),
                        name.replaceAll("\\W.*", ""),
                        "neighbour")
                .filter(other -> !other.isBlank() && !other.equals(name) && !other.equals("users"))
                .forEach(other -> tables.add(new TableName(schema, other)));
        tables.removeIf(table -> table.name().getBytes(StandardCharsets.UTF_8).length > 63);
        return tables;
    }

    private static Set<TableName> inOtherSchemas(String schema) {
        Set<TableName> tables = new LinkedHashSet<>();
        neighbours(schema, schema).forEach(other -> tables.add(new TableName(other.name(), "purged")));
        tables.add(new TableName("public", "purged"));
        return tables;
    }

    private void makeTables(TableName table, Set<TableName> others) {
        makeTables(Set.of(table));
        makeTables(others);
    }

    private void makeTables(Set<TableName> tables) {
        shop.execute(tables.stream()
                .flatMap(table -> Stream.of(
                        "CREATE SCHEMA IF NOT EXISTS " + TableName.quote(table.schema()),
                        "CREATE TABLE " + table.sql() + " AS SELECT generate_series(1, 2) AS id"))
                .toArray(String[]::new));
    }

    private void assertOnlyEmptied(TableName table, Set<TableName> others) {
        assertThat(shop.count(table.sql())).isZero();
        assertUntouched(others);
    }

    private void assertUntouched(Set<TableName> others) {
        assertThat(others).isNotEmpty().allSatisfy(other -> assertThat(shop.count(other.sql()))
                .isEqualTo(2));
        assertThat(shop.rows("SELECT (SELECT count(*) FROM public.users), (SELECT count(*) FROM public.orders)"))
                .containsExactly("8|10");
    }

    private void assertRefused(String job) {
        Result plan = new CommandLineRun().run("plan", shop, "--changelog", job);

        assertThat(plan.exitCode()).as(plan.output()).isEqualTo(4);
        assertRefused(apply("--changelog", job));
    }

    private void assertRefused(Result result) {
        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.output()).contains("Blocking");
        assertThat(shop.rows("SELECT (SELECT count(*) FROM public.users), (SELECT count(*) FROM public.orders)"))
                .containsExactly("8|10");
    }
}
