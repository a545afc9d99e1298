package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.lint.JobReader;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.H2Shop;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    @Test
    void reportsBlockingTablesAndWritesNothing() {
        Result result = init("--table", "message_threads");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out())
                .contains("Nothing was written")
                .contains("public.messages: every row")
                .contains("references public.message_threads by fk_messages_thread (thread_id), ON DELETE NO ACTION")
                .contains("--with-children");
        assertThat(job()).doesNotExist();
    }

    /** Otherwise a condition could go to another table, and its own would lose every row. */
    @Test
    void refusesAConditionBeforeItsTable() {
        for (Result result : List.of(
                init("--where", "id < 7", "--table", "messages"),
                init("--where", "id < 7", "--table", "messages", "--where", "id < 3", "--table", "message_threads"))) {
            assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
            assertThat(result.err())
                    .startsWith("Error: The condition \"id < 7\" stands before its table.\n")
                    .contains("Write it after the table: --table NAME --where CONDITION.");
        }
        assertThat(job()).doesNotExist();
    }

    @Test
    void writesAJobThatPlanAccepts() throws IOException {
        Result result = init("--table", "message_threads", "--with-children");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Files.readString(job()))
                .startsWith("# yaml-language-server: $schema=job.schema.json\n")
                .contains("ouigate schema job > " + directory.resolve("job.schema.json") + "\n")
                .contains("value: job-purge", "id: delete-job-${tag}", "logicalFilePath: changelogs/job.yaml");
        assertThat(deletions())
                .containsExactly(
                        new Deletion("public", "messages", null), new Deletion("public", "message_threads", null));
        assertThat(result.err()).contains("ouigate plan --url ", " --changelog " + job());
        assertThat(plan("deletions", "rows")).containsExactly("36", "6");
    }

    @Test
    void derivesConditionsForReferencingTables() {
        String condition = "closed -- those";

        Result result = init("--table", "message_threads", "--where", condition, "--with-children", "--tag", "2026");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(deletions())
                .containsExactly(
                        new Deletion(
                                "public",
                                "messages",
                                "\"thread_id\" IN (SELECT \"id\" FROM \"public\".\"message_threads\" WHERE " + condition
                                        + "\n)"),
                        new Deletion("public", "message_threads", condition));
        String threads = shop.value("SELECT count(*) FROM message_threads WHERE closed");
        assertThat(plan("deletions", "rows")).hasSize(2).contains(threads);
    }

    @Test
    void keepsTheGivenConditionsOfNamedTables() {
        Result result = init("--table", "message_threads", "--table", "messages", "--where", "true");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(deletions())
                .containsExactly(
                        new Deletion("public", "messages", "true"), new Deletion("public", "message_threads", null));
    }

    /** Names and conditions with special characters in SQL, YAML, Liquibase and the shell. */
    @Test
    void writesUnusualNamesAndConditions() {
        shop.execute(
                "CREATE SCHEMA \"my schéma\"",
                "CREATE TABLE \"my schéma\".\"order\" (\"select\" int, \"Ünï \"\"q\" text, PRIMARY KEY (\"select\", \"Ünï \"\"q\"))",
                "CREATE TABLE \"my schéma\".\"a.b: #c\" (\"x y\" int, \"Z\" text, \"no\" int PRIMARY KEY,"
                        + " CONSTRAINT \"k # 1\" FOREIGN KEY (\"x y\", \"Z\") REFERENCES \"my schéma\".\"order\" ON DELETE CASCADE)",
                "CREATE TABLE \"Mixed\" (\"null\" int REFERENCES \"my schéma\".\"a.b: #c\" ON DELETE RESTRICT)",
                "INSERT INTO \"my schéma\".\"order\" VALUES (1, E'it''s: #1\\n{x}'), (2, 'b')",
                "INSERT INTO \"my schéma\".\"a.b: #c\" VALUES (1, E'it''s: #1\\n{x}', 7), (2, 'b', 8), (NULL, 'b', 9)",
                "INSERT INTO \"Mixed\" VALUES (7), (8), (9), (NULL)");

        Result result = init(
                "--table",
                "\"my schéma\".\"order\"",
                "--where",
                "\"Ünï \"\"q\" = 'it''s: #1\n{x}' -- : # it's",
                "--with-children");
        Result apply = new CommandLineRun().run("apply", shop, "--changelog", job().toString(), "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(deletions()).extracting(Deletion::table).containsExactly("Mixed", "a.b: #c", "order");
        assertThat(apply.exitCode()).as(apply.output()).isZero();
        assertThat(shop.rows("SELECT \"null\" FROM \"Mixed\" ORDER BY 1 NULLS LAST")
                        .toString())
                .isEqualTo("[8, 9, null]");
        assertThat(shop.count("\"my schéma\".\"a.b: #c\"")).isEqualTo(2);
        assertThat(shop.count("\"my schéma\".\"order\"")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = E'a\\nb: c'",
                "\n  x = 'a'\n   AND\n\n true\n",
                "x = $q$a'b$q$",
                "x = ':name' -- ?",
                "x = 'a: b' OR x = 'c:' OR '- ' = x"
            })
    void writesEveryConditionSoThatItIsReadAsItWasGiven(String condition) {
        shop.execute("CREATE TABLE odd (x text)");

        Result result = init("--table", "odd", "--where", condition);
        Result plan = new CommandLineRun().run("plan", shop, "--changelog", job().toString(), "--json");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(deletions()).containsExactly(new Deletion("public", "odd", condition));
        assertThat(plan.exitCode()).as(plan.output()).isZero();
        assertThat(Json.texts(plan, "deletions", "where")).containsExactly(condition);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = 'a # b'",
                "x = '''quoted'''",
                "x = '\"'",
                "x = 'a\tb'",
                "x LIKE '%s%1$s' OR x = '{0}'",
                "x = '$1' OR x ~ '^\\$'",
                "x::text = 'a'",
                "x = 'é \uD83D\uDE00'",
                "x = 'a' /* $ { } */",
                "x = 'a'  ",
                "x::json #>> '{a}' = 'b'",
                "5 # 1 = 4 # 0",
                "|/ 4 = 2",
                "- 1 < 0 AND x LIKE '100%'",
                "x = '!a' OR x = '&a' OR x = '*a' OR x = '>a'"
            })
    void writesOtherConditionsSoThatTheyAreReadAsTheyWereGiven(String condition) {
        writesEveryConditionSoThatItIsReadAsItWasGiven(condition);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            odd              | x = 'a;b'     | 4 | chr(59)
            odd              | x = '${tag}'  | 4 | '$' || '{'
            odd              | ' '           | 2 | --where
            MESSAGES_OLD     |               | 4 | Liquibase does not quote the name MESSAGES_OLD
            mesages          |               | 2 | Did you mean messages?
            nowhere.at_all   |               | 2 | The table nowhere.at_all does not exist
            active_users     |               | 2 | public.active_users is a view
            twin             |               | 2 | "a"."twin", "b"."twin"
            """)
    void refusesNamesAndConditionsThatItCannotWrite(String table, String condition, int exitCode, String said) {
        shop.execute(
                "CREATE TABLE odd (x text)",
                "CREATE TABLE \"MESSAGES_OLD\" (x int)",
                "CREATE VIEW active_users AS SELECT * FROM users",
                "CREATE SCHEMA a CREATE TABLE twin ()",
                "CREATE SCHEMA b CREATE TABLE twin ()");

        Result result = condition == null ? init("--table", table) : init("--table", table, "--where", condition);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        assertThat(result.output()).contains(said);
        assertThat(job()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"far", "shop.far", "\"shop\".far", "SHOP.FAR", "shop.\"far\""})
    void findsATableOutsideOfTheSearchPath(String name) {
        shop.execute("CREATE SCHEMA shop CREATE TABLE far ()");

        assertThat(init("--table", name).exitCode()).isZero();
        assertThat(deletions()).containsExactly(new Deletion("shop", "far", null));
    }

    /** A key with SET NULL keeps the rows: they are reported and not deleted. */
    @Test
    void leavesRowsWhoseReferenceIsSetToNull() {
        shop.execute(
                "CREATE TABLE tickets (id int PRIMARY KEY, thread uuid)",
                "ALTER TABLE tickets ADD CONSTRAINT k FOREIGN KEY (thread) REFERENCES message_threads ON DELETE SET NULL");

        Result result = init("--table", "message_threads", "--with-children");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out())
                .contains("Rows of public.tickets are kept", "ON DELETE SET NULL", "--allow-writes public.tickets");
        assertThat(deletions()).extracting(Deletion::table).containsExactly("messages", "message_threads");
    }

    @Test
    void ordersTablesWithSeveralPathsAndCombinesTheirConditions() {
        shop.execute(
                "CREATE TABLE a (id int PRIMARY KEY)",
                "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a)",
                "CREATE TABLE c (a int NOT NULL REFERENCES a, b int REFERENCES b)",
                "INSERT INTO a VALUES (1), (2)",
                "INSERT INTO b VALUES (1, 1), (2, 2), (3, NULL)",
                "INSERT INTO c VALUES (1, NULL), (2, 1), (2, 2)");

        Result result = init("--table", "a", "--where", "id = 1", "--with-children");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(deletions()).extracting(Deletion::table).containsExactly("c", "b", "a");
        assertThat(plan("deletions", "rows")).containsExactly("2", "1", "1");
        assertThat(init("--table", "a", "--with-children", "--overwrite").exitCode())
                .isZero();
        assertThat(deletions()).extracting(Deletion::where).containsExactly(null, "\"a\" IS NOT NULL", null);
    }

    @Test
    void reportsCyclesAndSelfReferences() {
        shop.execute(
                "CREATE TABLE a (id int PRIMARY KEY, b int, up int REFERENCES a)",
                "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a, c int)",
                "CREATE TABLE c (id int PRIMARY KEY, b int REFERENCES b)",
                "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b",
                "ALTER TABLE b ADD FOREIGN KEY (c) REFERENCES c");

        Result circle = init("--table", "a", "--where", "id = 1", "--with-children");
        Result named = init("--table", "a", "--where", "id = 1", "--table", "b", "--where", "a = 1", "--with-children");

        assertThat(circle.exitCode()).as(circle.output()).isEqualTo(4);
        assertThat(circle.output()).contains("The keys give no condition for the tables", "public.b", "public.c");
        assertThat(named.exitCode()).as(named.output()).isZero();
        assertThat(named.out())
                .contains("reference each other in a cycle", "public.a references itself by a_up_fkey (up)");
        assertThat(deletions()).hasSize(3);
    }

    @Test
    void coversPartitionsAndInheritingTables() {
        shop.execute(
                "CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE q (id int NOT NULL, p int REFERENCES p) PARTITION BY RANGE (id)",
                "CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (10)",
                "INSERT INTO p VALUES (1), (2)",
                "INSERT INTO q VALUES (1, 1), (2, NULL)");

        Result result = init("--table", "p", "--with-children");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out())
                .contains("public.p1 is a partition of public.p", "public.q1 is a partition of public.q");
        assertThat(deletions())
                .containsExactly(new Deletion("public", "q", "\"p\" IS NOT NULL"), new Deletion("public", "p", null));
        assertThat(plan("deletions", "rows")).startsWith("1").contains("2");
    }

    /** A key references rows of one partition, or of a table without those that inherit from it. */
    @Test
    @Tag("slow")
    void keepsRowsThatReferenceAnotherRowWithTheSameKey() {
        shop.execute(
                "CREATE TABLE p (id int PRIMARY KEY, old boolean)",
                "CREATE TABLE heir () INHERITS (p)",
                "CREATE TABLE q (id int, old boolean, part int) PARTITION BY LIST (part)",
                "CREATE TABLE q1 PARTITION OF q (PRIMARY KEY (id)) FOR VALUES IN (1)",
                "CREATE TABLE q2 PARTITION OF q FOR VALUES IN (2)",
                "CREATE TABLE p_ref (p int REFERENCES p)",
                "CREATE TABLE q_ref (q int REFERENCES q1)",
                "INSERT INTO p VALUES (1, false), (2, true)",
                "INSERT INTO heir VALUES (1, true)",
                "INSERT INTO q VALUES (1, false, 1), (2, true, 1), (1, true, 2)",
                "INSERT INTO p_ref VALUES (1), (2)",
                "INSERT INTO q_ref VALUES (1), (2)");

        Result result = init("--table", "p", "--where", "old", "--table", "q", "--where", "q.old", "--with-children");
        Result apply = new CommandLineRun().run("apply", shop, "--changelog", job().toString(), "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(apply.exitCode()).as(apply.output()).isZero();
        assertThat(shop.rows("SELECT p FROM p_ref").toString()).isEqualTo("[1]");
        assertThat(shop.rows("SELECT q FROM q_ref").toString()).isEqualTo("[1]");
    }

    @Test
    void replacesAFileOnlyIfRequested() throws IOException {
        Files.writeString(job(), "mine");

        Result refused = init("--table", "messages");
        String kept = Files.readString(job());
        Result replaced = init("--table", "messages", "--overwrite");

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(2);
        assertThat(refused.err()).contains("exists", "--output", "--overwrite");
        assertThat(kept).isEqualTo("mine");
        assertThat(replaced.exitCode()).as(replaced.output()).isZero();
        assertThat(Files.readString(job())).contains("tableName: messages");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(job());
        }
    }

    @Test
    void printsADocument() {
        Result refused = init("--table", "message_threads", "--json");
        Result written = init("--table", "message_threads", "--with-children", "--json");

        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(Json.text(refused, "outcome")).isEqualTo("REFUSED");
        assertThat(Json.node(refused, "error")).contains("DRAFT_REFUSED", "--with-children");
        assertThat(Json.text(written, "outcome")).isEqualTo("WRITTEN");
        assertThat(Json.text(written, "file")).isEqualTo(job().toString());

        assertThat(Json.texts(written, "tables", "requested")).containsExactly("false", "true");
    }

    @Test
    void isAvailableInFrench() {
        Result result = new CommandLineRun().in(Locale.FRENCH).run("init", shop, "--table", "message_threads");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.out()).contains("Rien n’a été écrit", "public.messages\u00a0: toutes les lignes");
    }

    @Test
    void showsNoPassword() {
        String url = shop.url().replace("postgres@", "postgres:s3cret@");

        Result result =
                new CommandLineRun().run("init", "--url", url, "--table", "messages", "--output", job().toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain("s3cret").contains("ouigate plan --url URL --changelog");
    }

    @Test
    void requiresATable() {
        Result result = new CommandLineRun().run("init", shop);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--table");
    }

    @Test
    void writesAJobForH2() {
        H2Shop h2 = new H2Shop();

        Result result = new CommandLineRun()
                .run("init", h2, "--table", "message_threads", "--with-children", "--output", job().toString());
        Result plan = new CommandLineRun().run("plan", h2, "--changelog", job().toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(deletions()).extracting(Deletion::table).containsExactly("MESSAGES", "MESSAGE_THREADS");
        assertThat(plan.exitCode()).as(plan.output()).isZero();
    }

    private Path job() {
        return directory.resolve("job.yaml");
    }

    private Result init(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--output", job().toString()));
        return new CommandLineRun().run("init", shop, all.toArray(String[]::new));
    }

    private List<Deletion> deletions() {
        return new JobReader().read(Changelog.read(job()), Map.of()).deletions();
    }

    private List<String> plan(String list, String member) {
        Result plan = new CommandLineRun().run("plan", shop, "--changelog", job().toString(), "--json");
        assertThat(plan.exitCode()).as(plan.output()).isZero();
        return Json.texts(plan, list, member);
    }
}
