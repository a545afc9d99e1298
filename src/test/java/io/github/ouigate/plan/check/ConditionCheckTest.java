package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.ReceiptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A condition selects rows without side effects, and the same rows in every evaluation of a run. */
@ParameterizedClass
@EveryPostgres
class ConditionCheckTest {
    private static final String FUNCTION =
            "CREATE OR REPLACE FUNCTION old(timestamp) RETURNS bool LANGUAGE %s AS $$ %s $$";
    private static final String OLD = FUNCTION.formatted("sql", "SELECT $1 < '2026-10-16'");

    private final PurgedShop shop;

    @TempDir
    private Path directory;

    ConditionCheckTest(int version) {
        this.shop = new PurgedShop(version);
    }

    @Test
    void refusesAConditionWithSideEffectsBeforeItsEvaluation() {
        shop.execute("CREATE EXTENSION dblink");
        String delete =
                "EXISTS (SELECT FROM dblink('port=" + shop.shop().server().port() + " host=127.0.0.1 user=postgres"
                        + " dbname=" + shop.shop().database() + "', 'DELETE FROM messages RETURNING 1') AS t (x int))";
        shop.job(directory, "tableName: messages, where: \"" + delete + "\"", "tableName: message_threads");

        assertThat(shop.hazards()).contains("BLOCK CONDITION_FUNCTION public.messages");
        assertThat(shop.hazard(Code.CONDITION_FUNCTION).path("message").asText())
                .contains("public.dblink(text, text)");
        assertThat(shop.hazard(Code.CONDITION_FUNCTION).path("remedy").asText())
                .contains("--allow-function public.dblink.");
        shop.assertRefused(Code.CONDITION_FUNCTION);
        assertThat(shop.shop().count("messages")).isEqualTo(36);

        Result verified = run("verify");
        assertThat(verified.exitCode()).as(verified.output()).isEqualTo(4);
        assertThat(verified.output()).contains("public.dblink(text, text)");
        assertThat(shop.shop().count("messages")).isEqualTo(36);
    }

    /** An operator in a schema outside the search path: https://github.com/vectorize-io/hindsight/issues/2270. */
    @Test
    @Tag("slow")
    void acceptsAQualifiedOperatorOfAnExtension() {
        shop.execute(
                "CREATE SCHEMA extensions",
                "CREATE EXTENSION citext SCHEMA extensions",
                "CREATE TABLE notes (body extensions.citext)",
                "INSERT INTO notes VALUES ('Spam'), ('spam'), ('ham')");
        shop.job(directory, "tableName: notes, where: \"body ~~ 'SPAM'\"");
        List<String> unqualified = shop.hazards();
        shop.job(directory, "tableName: notes, where: \"body OPERATOR(extensions.~~) 'SPAM'\"");

        shop.assertApplied("--allow-function", "extensions.texticlike");

        assertThat(unqualified).isEmpty(); // a citext is a text to the server's own operator, which finds none
        assertThat(shop.shop().rows("SELECT body FROM notes")).containsExactly("ham");
    }

    /** The check of the key would evaluate the child's condition. */
    @Test
    void doesNotEvaluateARefusedConditionToCheckAKey() {
        shop.execute(FUNCTION.formatted("plpgsql", "BEGIN RAISE EXCEPTION 'called'; END"));
        shop.job(
                directory,
                "tableName: messages, where: old(created_at)",
                "tableName: message_threads, where: \"created_at < '2026-10-16'\"");

        assertThat(shop.hazards()).containsExactly("BLOCK CONDITION_FUNCTION public.messages");
    }

    @Test
    void callsAnAllowedFunction() throws IOException {
        shop.execute(OLD);
        shop.job(
                directory,
                "tableName: messages, where: old(created_at)",
                "tableName: message_threads, where: old(created_at)");
        String saved = directory.resolve("plan.json").toString();
        String[] allowed = {"--allow-function", "public.old"};

        assertThat(shop.hazards()).contains("BLOCK CONDITION_FUNCTION public.messages");
        assertThat(shop.hazards(allowed)).containsExactly(PurgedShop.AS_IT_IS);
        assertThat(shop.plan(allowed).path("allowedFunctions").toString()).isEqualTo("[\"public.old\"]");
        assertThat(run("plan", "--out", saved, "--html", saved + ".html", "--allow-function", "public.old")
                        .exitCode())
                .isZero();
        assertThat(Files.readString(Path.of(saved + ".html")))
                .contains("Functions allowed in conditions", "public.old");

        shop.execute(FUNCTION.formatted("sql", "SELECT true"));
        Result stale = shop.apply("--plan", saved);
        assertThat(stale.exitCode()).as(stale.output()).isEqualTo(4);
        assertThat(Json.error(stale)).contains("The plan is stale", "new: function public.old(");

        shop.execute(OLD);
        Result applied = shop.apply("--plan", saved, "--receipt-dir", directory.toString());
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertLeft(24, 4);
        assertThat(run("verify", "--receipt", ReceiptFiles.json(directory).toString())
                        .exitCode())
                .isZero();
        assertThat(run("verify").exitCode()).isEqualTo(4);
    }

    /** Conditions are checked again under the locks and before the commit. */
    @Test
    void refusesAFunctionThatIsReplacedDuringTheRun() {
        shop.execute(OLD, "CREATE VIEW old_threads AS SELECT id FROM message_threads WHERE created_at < '2026-10-16'");
        shop.job(directory, "tableName: messages, where: thread_id IN (SELECT id FROM old_threads)");
        Result changedView = applyWhile(
                Step.STARTING,
                "CREATE OR REPLACE VIEW old_threads AS SELECT id FROM message_threads WHERE old(created_at)");

        assertThat(changedView.exitCode()).as(changedView.output()).isEqualTo(4);
        assertThat(Json.error(changedView))
                .contains(
                        "differ from the plan",
                        "new: view public.old_threads",
                        "public.old(timestamp without time zone)");

        shop.job(directory, "tableName: messages, where: old(created_at)");
        Result changed = applyWhile(
                Step.COUNTED,
                FUNCTION.formatted("sql", "SELECT $1 < '2026-10-16' OR false"),
                "--allow-function",
                "public.old");

        assertThat(changed.exitCode()).as(changed.output()).isEqualTo(5);
        assertThat(Json.error(changed)).contains("new: function public.old(");
        assertLeft(36, 6);
    }

    @Test
    @Tag("slow")
    void refusesAConditionOnATableOfAnEarlierDelete() {
        shop.execute("CREATE VIEW busy AS SELECT thread_id FROM messages", "CREATE TABLE noted (thread_id uuid)");
        String messages = "tableName: messages, where: \"created_at < '2026-10-16'\"";
        String threads = "tableName: message_threads, where: \"created_at < '2026-10-16' AND NOT EXISTS"
                + " (SELECT FROM %s WHERE thread_id = message_threads.id)\"";

        shop.job(directory, messages, threads.formatted("messages"));
        assertThat(shop.hazards()).containsExactly("BLOCK CONDITION_READS_CHANGED public.message_threads");
        shop.assertRefused(Code.CONDITION_READS_CHANGED);

        shop.job(directory, messages, threads.formatted("busy"));
        assertThat(shop.hazard(Code.CONDITION_READS_CHANGED).path("message").asText())
                .contains("reads public.messages, which an earlier delete");

        shop.job(directory, messages, threads.formatted("noted"));
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        assertThat(shop.hazards("--allow-writes", "public.noted"))
                .contains("BLOCK CONDITION_READS_CHANGED public.message_threads");
        shop.assertApplied();
        assertLeft(24, 4);
    }

    @Test
    void refusesPartitionsThatAnEarlierDeleteChanges() {
        shop.execute(
                "CREATE TABLE logs (id int) PARTITION BY LIST (id)",
                "CREATE TABLE logs_1 PARTITION OF logs FOR VALUES IN (1)",
                "CREATE TABLE notes (id int)");
        shop.job(directory, "tableName: logs", "tableName: notes, where: id IN (SELECT id FROM logs_1)");
        assertThat(shop.hazards()).contains("BLOCK CONDITION_READS_CHANGED public.notes");

        shop.job(directory, "tableName: logs_1", "tableName: notes, where: id IN (SELECT id FROM logs)");
        assertThat(shop.hazards()).contains("BLOCK CONDITION_READS_CHANGED public.notes");
    }

    @Test
    void refusesTablesOfOtherServersAndRowLocks() {
        shop.execute(
                "CREATE EXTENSION postgres_fdw",
                "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw",
                "CREATE FOREIGN TABLE closed (id uuid) SERVER far",
                "CREATE VIEW locked AS SELECT id FROM users FOR UPDATE");

        shop.job(directory, "tableName: messages, where: thread_id IN (SELECT id FROM closed)");
        assertThat(shop.hazards()).containsExactly("BLOCK CONDITION_FOREIGN_TABLE public.messages");

        shop.job(directory, "tableName: messages, where: author_user_id = (SELECT id FROM users ORDER BY id LIMIT 1)");
        assertThat(shop.hazards()).containsExactly("WARN CONDITION_ORDER public.messages");

        shop.job(directory, "tableName: messages, where: author_user_id IN (SELECT id FROM locked)");
        assertThat(shop.hazards()).containsExactly("BLOCK CONDITION_LOCKS public.messages");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            created < now(); column "created" does not exist (Perhaps you meant to reference the column "messages.created_at".); Columns of public.messages: id, thread_id
            lenght(content) > 3; function lenght(text) does not exist; Did you mean length?
            thread_id IN (SELECT id FROM message_thread); relation "message_thread" does not exist; Did you mean message_threads?
            content = 5; operator does not exist; Correct the condition
            """)
    void suggestsWhatTheNameInAConditionMayBe(String where, String problem, String remedy) {
        shop.job(directory, "tableName: messages, where: \"" + where + "\"");

        JsonNode hazard = shop.hazard(Code.CONDITION_INVALID);

        assertThat(hazard.path("message").asText())
                .contains("job.yaml, line 21: ")
                .contains("public.messages")
                .contains(problem);
        assertThat(hazard.path("remedy").asText()).contains(remedy);
    }

    @Test
    void reportsTheErrorInACondition() {
        shop.job(directory, "tableName: messages, where: \"created_at < {ts '2026-10-16 00:00:00'}\"");
        assertThat(shop.hazard(Code.CONDITION_INVALID).path("message").asText())
                .contains("syntax error at or near \"{\"");
        shop.assertRefused(Code.CONDITION_INVALID);

        shop.job(directory, "tableName: messages, where: \"true RETURNING id\"");
        assertThat(shop.hazards()).containsExactly("BLOCK CONDITION_INVALID public.messages");

        shop.job(directory, "tableName: messages, where: \"content::int > 3\"");
        assertThat(shop.hazard(Code.CONDITION_FAILS).path("message").asText())
                .endsWith("line 21: The condition on public.messages fails for a row or a value (SQLSTATE 22P02).");

        shop.connectAs("reader", "SELECT, DELETE ON messages");
        shop.job(directory, "tableName: messages, where: author_user_id IN (SELECT id FROM users)");
        assertThat(shop.hazard(Code.CONDITION_INVALID).path("message").asText())
                .contains("permission denied for table users");
    }

    /** Question marks are operators, texts resemble JDBC's syntax, and a comment ends the condition. */
    @Test
    void conditionHasTheSameMeaningInEveryContext() throws IOException {
        shop.execute(
                "ALTER TABLE messages ADD doc jsonb",
                "UPDATE messages SET doc = '{\"old\": \"{d ?}\"}' WHERE created_at < '2026-10-16'");
        Files.createDirectory(directory.resolve("archive"));
        String where = "doc ? 'old' AND doc ?| ARRAY['old'] AND doc ->> 'old' = '{d ?}' -- the old ones";
        shop.job(directory, "tableName: messages, where: \"" + where + "\"");

        Result applied =
                shop.apply("--archive", directory.resolve("archive").toString(), "--receipt-dir", directory.toString());
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertLeft(24, 6);
        shop.execute("UPDATE messages SET doc = '{\"old\": \"{d ?}\"}' WHERE id = (SELECT id FROM messages LIMIT 1)");

        Result verified =
                run("verify", "--receipt", ReceiptFiles.json(directory).toString());
        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(verified.out()).contains("one row written since the run");
    }

    private Result applyWhile(Step when, String change, String... options) {
        List<String> args = new ArrayList<>(List.of("--json", "--changelog", job(), "-Dconfirmation=OUI"));
        args.addAll(List.of(options));
        return new CommandLineRun()
                .watchedBy(step -> {
                    if (step == when) {
                        shop.execute(change);
                    }
                })
                .run("apply", shop.shop(), args.toArray(String[]::new));
    }

    private Result run(String command, String... options) {
        List<String> args = new ArrayList<>(List.of("--json", "--changelog", job()));
        args.addAll(List.of(options));
        return new CommandLineRun().run(command, shop.shop(), args.toArray(String[]::new));
    }

    private String job() {
        return directory.resolve("job.yaml").toString();
    }

    private void assertLeft(int messages, int threads) {
        assertThat(shop.shop().count("messages")).isEqualTo(messages);
        assertThat(shop.shop().count("message_threads")).isEqualTo(threads);
    }
}
