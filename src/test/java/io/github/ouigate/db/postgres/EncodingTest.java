package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases in other encodings than UTF-8. */
class EncodingTest {
    private final PostgresServer server = PostgresServer.newest();

    @TempDir
    private Path directory;

    /** In SQL_ASCII, texts are arbitrary bytes; in LATIN1, they are characters. */
    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
    void purgesAndRestoresEveryByte(String encoding) {
        PostgresShop shop = shop(encoding, last(encoding));
        List<String> before = bytes(shop);

        assertThat(run(shop, 0, "status").out()).contains("not applied");
        run(shop, 0, "plan", "--allow-writes", "public.notes");
        run(shop, 0, "apply", with("--allow-writes", "public.notes"));
        run(shop, 0, "verify");
        shop.execute("INSERT INTO message_threads VALUES (2, 'Hello again')", message(last(encoding), 2));
        Result conflict = run(shop, 4, "restore", with());
        assertThat(conflict.output()).contains("public.messages already has rows with 1 of the archived keys (code)");
        shop.execute("DELETE FROM messages", "DELETE FROM message_threads");
        run(shop, 0, "restore", with());

        assertThat(bytes(shop)).isEqualTo(before);
    }

    /** In WIN1252, some bytes are invalid. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"LATIN2", "LATIN9", "KOI8R", "WIN1252", "UTF8"})
    void purgesAndRestoresEveryByteInAnotherEncoding(String encoding) {
        purgesAndRestoresEveryByte(encoding);
    }

    /**
     * A byte that is not UTF-8 is a character in one encoding and a byte in the other:
     * https://github.com/pgadmin-org/pgadmin4/issues/1794.
     */
    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
    @Tag("slow")
    void selectsRowsByBytesThatAreNotUtf8(String encoding) {
        PostgresShop shop = shop(encoding, 0xff);
        String job = JobFile.in(directory, "tableName: notes, where: \"code IN (E'\\\\xe9', E'\\\\xc1')\"")
                .toString();

        Result result = run(shop, 0, "apply", "--changelog", job, "-Dconfirmation=OUI");

        assertThat(result.out()).containsPattern("notes +2 +rows deleted");
        assertThat(shop.rows("SELECT id FROM notes WHERE id IN (192, 193, 232, 233) ORDER BY id"))
                .containsExactly("192", "232");
    }

    /**
     * Characters of several bytes that are not UTF-8; https://github.com/IQSS/dataverse/issues/8278 has another pair.
     */
    @ParameterizedTest
    @ValueSource(strings = {"EUC_JP", "EUC_KR"})
    @Tag("slow")
    void purgesAndRestoresEastAsianTexts(String encoding) {
        PostgresShop shop = shop(encoding, 0x7f);
        shop.execute("INSERT INTO messages VALUES (300, 1, '\u4e2d', '\u4e2d\u6587\\\n\u4e2d')");
        List<String> before = bytes(shop);

        run(shop, 0, "apply", with("--allow-writes", "public.notes"));
        run(shop, 0, "verify");
        run(shop, 0, "restore", with());

        assertThat(bytes(shop)).isEqualTo(before);
    }

    @Test
    void reportsAnEncodingThatTheServerCannotConvert() {
        PostgresShop shop = database("MULE_INTERNAL");

        Result result = run(shop, 1, "plan");

        assertThat(result.err()).contains("conversion between UTF8 and MULE_INTERNAL is not supported");
    }

    /** Texts that the program writes itself must not fail; the operator's name is stored in two tables. */
    @Test
    @Tag("slow")
    void writesAnOperatorInTheCharactersOfTheEncoding() {
        for (String encoding : List.of("LATIN1", "SQL_ASCII")) {
            PostgresShop shop = shop(encoding, 1);
            String known = encoding.equals("LATIN1") ? "Zoé ???? ?" : "Zo? ???? ?";

            Result result = new CommandLineRun()
                    .withSystemProperty("user.name", "Zoé Иван 😀")
                    .run("apply", shop, "-Dconfirmation=OUI", "--allow-writes", "public.notes");

            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(result.err()).containsOnlyOnce("The ledger will record \"" + known + "@jumphost\"");
            assertThat(shop.ledger("support-threads-purge").get(0)).contains(" by " + known + "@jumphost");
        }
    }

    @Test
    void refusesAJobWithCharactersThatTheEncodingLacks() {
        PostgresShop shop = shop("LATIN1", 1);
        String author = JobFile.write(directory, JobFile.bundled().replace("author: ouigate", "author: Иван"));
        Result ofAuthor = run(shop, 4, "apply", "--changelog", author, "-Dconfirmation=OUI");
        String table = JobFile.in(directory, "tableName: сообщения").toString();
        Result ofTable = run(shop, 4, "plan", "--changelog", table);
        String condition =
                JobFile.in(directory, "tableName: notes, where: code = 'Ж'").toString();
        Result ofCondition = run(shop, 4, "plan", "--changelog", condition);

        assertThat(ofAuthor.err()).contains("The encoding of the database lacks a character of \"Иван\"");
        assertThat(ofTable.err()).contains("The encoding of the database lacks a character of \"сообщения\"");
        assertThat(ofCondition.out()).contains("The server rejects the condition on", "[CONDITION_INVALID]");
    }

    /** The driver reads only UTF-8, so that statements and names in other encodings cannot be shown. */
    @Test
    void plansDuringStatementsInAnotherEncoding() throws SQLException {
        PostgresShop shop = shop("SQL_ASCII", 1);

        try (Connection other = shop.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE message_threads IN EXCLUSIVE MODE /* " + "é".repeat(600) + " */");

            Result locked = run(shop, 0, "plan", "--allow-writes", "public.notes");

            assertThat(locked.out()).contains("[TABLE_LOCKED]");
            other.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE notes ADD COLUMN \"%t\" int|public.notes.\\351t"})
    void namesDefinitionsThatAreNotUtf8(String statementAndObject) {
        PostgresShop shop = shop("SQL_ASCII", 1);
        String[] parts = statementAndObject.split("\\|", -1);
        shop.execute("DO $do$ BEGIN EXECUTE replace($$" + parts[0] + "$$, '%', byte(233)); END $do$");

        Result planned = run(shop, 4, "plan", "--allow-writes", "public.notes");
        Result applied = run(shop, 4, "apply", with("--allow-writes", "public.notes"));

        assertThat(planned.err()).contains("SQL_ASCII", parts[1]);
        assertThat(applied.err()).contains("SQL_ASCII", parts[1]);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE \"caf%\" (id int)|public.caf\\351",
                "ALTER TABLE messages ADD CONSTRAINT \"ch%\" CHECK (id > 0)|ch\\351 on public.messages",
                "ALTER TABLE messages ADD CONSTRAINT accent CHECK (body <> '%')|accent on public.messages",
                "ALTER TABLE messages ALTER body SET DEFAULT '%'|public.messages.body"
            })
    void namesOtherDefinitionsThatAreNotUtf8(String statementAndObject) {
        namesDefinitionsThatAreNotUtf8(statementAndObject);
    }

    /** Returns a shop with a message for each byte, which is also its key, and a note that references it. */
    private PostgresShop shop(String encoding, int last) {
        PostgresShop shop = database(encoding);
        shop.execute(
                "CREATE FUNCTION byte(b int) RETURNS text LANGUAGE sql AS"
                        + " $$SELECT convert_from(set_byte('x', 0, b), getdatabaseencoding())$$",
                "CREATE TABLE message_threads (id bigint PRIMARY KEY, subject text)",
                "CREATE TABLE messages (id bigint, thread_id bigint REFERENCES message_threads,"
                        + " code text PRIMARY KEY, body text)",
                "CREATE TABLE notes (id bigint PRIMARY KEY, code text REFERENCES messages ON DELETE SET NULL)",
                "INSERT INTO message_threads VALUES (1, 'Hello')");
        shop.execute(IntStream.rangeClosed(1, last)
                .mapToObj(b -> message(b, 1) + "; INSERT INTO notes VALUES (" + b + ", byte(" + b + "))")
                .toArray(String[]::new));
        return shop;
    }

    private PostgresShop database(String encoding) {
        String database = "in_" + encoding.toLowerCase(Locale.ROOT);
        server.execute(
                "postgres",
                "DROP DATABASE IF EXISTS " + database,
                "CREATE DATABASE " + database + " ENCODING " + encoding + " LOCALE 'C' TEMPLATE template0");
        return PostgresShop.named(database, server);
    }

    private static int last(String encoding) {
        return encoding.equals("UTF8") ? 0x7f : 0xff;
    }

    private static String message(int b, int thread) {
        return "INSERT INTO messages VALUES (" + b + ", " + thread + ", byte(" + b + "), 'caf' || byte(" + b + "))";
    }

    private String[] with(String... options) {
        return Stream.concat(Stream.of("--archive", directory.toString(), "-Dconfirmation=OUI"), Stream.of(options))
                .toArray(String[]::new);
    }

    private static Result run(PostgresShop shop, int exitCode, String command, String... options) {
        Result result = new CommandLineRun().run(command, shop, options);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        return result;
    }

    private static List<String> bytes(PostgresShop shop) {
        return List.of("messages", "notes", "message_threads").stream()
                .map(table ->
                        shop.value("SELECT string_agg(encode(convert_to(t::text, getdatabaseencoding()), 'hex'), ','"
                                + " ORDER BY id) FROM " + table + " t"))
                .toList();
    }
}
