package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.io.Resources;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/**
 * ouigate's catalog queries call no user-defined objects; the statements of a job, the ledger and triggers have the
 * same meaning as for other clients.
 */
@ParameterizedClass
@EveryPostgres
class OwnStatementsTest {
    private final PostgresShop shop;

    @TempDir
    private Path directory;

    OwnStatementsTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        shop.execute("ALTER DATABASE " + shop.database() + " SET track_functions = 'all'");
    }

    /** Liquibase compares its own columns with texts, which is part of writing the ledger. */
    @Test
    void callNoOperatorOfTheSearchPath() {
        shop.execute(Resources.text(OwnStatementsTest.class, "own-operators.sql"));
        String archive = directory.toString();

        succeeds("plan");
        succeeds("status");
        List<String> reading = calls();
        succeeds("apply", "-Dconfirmation=OUI", "--archive", archive);
        succeeds("verify");
        succeeds("restore", "-Dconfirmation=OUI", "--archive", archive);

        assertThat(reading).isEmpty();
        assertThat(calls()).isSubsetOf("character varying, character varying");
        assertThat(shop.count("messages")).isEqualTo(36);
    }

    /** A trigger finds the tables that it names, also at the commit. */
    @Test
    @Tag("slow")
    void runTriggersWithTheSearchPathOfTheDatabase() {
        shop.execute(
                "CREATE SCHEMA audit",
                "CREATE TABLE audit.trail (what text)",
                "ALTER DATABASE " + shop.database() + " SET search_path = public, audit",
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO trail VALUES (TG_TABLE_NAME || TG_OP); RETURN NULL; END'",
                "CREATE CONSTRAINT TRIGGER deferred AFTER DELETE OR INSERT ON messages"
                        + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note()");
        List<String> before = shop.conversations();
        purgeAndRestore("first");
        shop.execute(
                "CREATE TRIGGER recorded AFTER INSERT ON databasechangelog FOR EACH ROW EXECUTE FUNCTION note()",
                "CREATE CONSTRAINT TRIGGER locked AFTER UPDATE ON databasechangeloglock"
                        + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note()");

        purgeAndRestore("second");

        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.rows("SELECT what || count(*) FROM audit.trail GROUP BY what ORDER BY 1"))
                .contains("databasechangelogINSERT2", "messagesDELETE72", "messagesINSERT72");
    }

    private void purgeAndRestore(String tag) {
        succeeds(
                "apply",
                "--tag",
                tag,
                "--archive",
                directory.toString(),
                "--allow-writes",
                "audit.trail",
                "-Dconfirmation=OUI");
        succeeds(
                "restore",
                "--archive",
                directory.resolve(tag).toString(),
                "--allow-writes",
                "audit.trail",
                "-Dconfirmation=OUI");
    }

    /** With citext, = is another operator; with intarray, an operator in catalog queries is ambiguous. */
    @Test
    void evaluateConditionsWithTheOperatorsOfTheDatabase() {
        shop.execute(
                "CREATE SCHEMA types",
                "CREATE EXTENSION citext SCHEMA types",
                "CREATE EXTENSION intarray SCHEMA types",
                "ALTER DATABASE " + shop.database() + " SET search_path = public, types",
                "ALTER TABLE message_threads ALTER COLUMN subject TYPE types.citext",
                "UPDATE message_threads SET subject = 'Closed'");
        String job = JobFile.in(
                        directory,
                        "tableName: messages, where: \"thread_id IN (SELECT id FROM message_threads WHERE subject = 'CLOSED')\"",
                        "tableName: message_threads, where: \"subject = 'CLOSED'\"")
                .toString();

        String allowed = "types.citext_eq";

        succeeds(
                "apply",
                "--changelog",
                job,
                "--allow-function",
                allowed,
                "-Dconfirmation=OUI",
                "--archive",
                directory.toString());
        List<Long> left = List.of(shop.count("messages"), shop.count("message_threads"));
        succeeds("verify", "--changelog", job, "--allow-function", allowed);
        succeeds("restore", "-Dconfirmation=OUI", "--archive", directory.toString());

        assertThat(left).containsExactly(0L, 0L);
        assertThat(shop.count("messages")).isEqualTo(36);
    }

    private List<String> calls() {
        return shop.rows("SELECT pg_get_function_arguments(funcid) FROM pg_stat_user_functions WHERE calls > 0");
    }

    private Result succeeds(String command, String... options) {
        Result result = new CommandLineRun().run(command, shop, options);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result;
    }
}
