package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** Rows that are copied out and in again are unchanged. */
@ParameterizedClass
@EveryPostgres
class RowCopyTest {
    private final PostgresShop shop;
    private Connection connection;

    RowCopyTest(int version) {
        this.shop = new PostgresShop(PostgresServer.version(version));
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = shop.openAsOuigate();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void roundTripsTheMessages() throws Exception {
        CopiedTable messages = new CopiedTable(connection, "messages");

        messages.assertComesBack();
    }

    @Test
    void distinguishesNullAndTheEmptyString() throws Exception {
        CopiedTable notes = notes(null, "", "\"", "\"\"", "NULL", ",", " ", "\\N", "\\.", "\\");

        String rows = new String(notes.out(), StandardCharsets.UTF_8);

        assertThat(rows).contains("\n0,\n").contains(",\"\"\n");
        notes.assertComesBack();
    }

    @Test
    void roundTripsTextsThatResembleTheFormat() throws Exception {
        notes(
                        "a\r\nb\rc\nd",
                        "\r",
                        "\n",
                        "\r\n",
                        "\\.\n",
                        "a\n\\.\nb",
                        "\n\\.\n",
                        "\"\n\"",
                        "a,\"b\"\n\"\",",
                        "c:\\temp\\new",
                        "it''s; DROP TABLE",
                        "\ufeffBOM",
                        "\u0001\u0007\b\t\u000b\f\u001b\u007f\u0085\u2028\u2029")
                .assertComesBack();
    }

    @Test
    void roundTripsEveryScript() throws Exception {
        notes("客服对话 你好", "مرحبا بالعالم \u200f", "😀👩‍👩‍👧‍👦🇫🇷", "e\u0301 é", "𝔘𝔫𝔦\udbff\udfff", "日本語")
                .assertComesBack();
    }

    @Test
    void roundTripsAMessageOfAMegabyte() throws Exception {
        notes("客\"\n".repeat(350_000), "x".repeat(1 << 20), "").assertComesBack();
    }

    /** Texts of any characters, with special characters preferred. */
    @Test
    void roundTripsRandomTexts() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        @Nullable String[] texts = new String[2_500];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = random.nextInt(10) == 0 ? null : text(random);
        }

        try {
            notes(texts).assertComesBack();
        } catch (SQLException | IOException | AssertionError e) {
            throw new AssertionError("with the seed " + seed, e);
        }
    }

    private static String text(Random random) {
        String special = "\"\"\\..,,\r\n\n\t;'|{}N";
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            switch (random.nextInt(4)) {
                case 0, 1 -> text.append(special.charAt(random.nextInt(special.length())));
                case 2 -> text.append((char) (1 + random.nextInt(0x2ff)));
                default -> text.appendCodePoint(scalar(random));
            }
        }
        return text.toString();
    }

    private static int scalar(Random random) {
        int point = 1 + random.nextInt(Character.MAX_CODE_POINT);
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? '\ufffd' : point;
    }

    @Test
    void copiesAColumnOfNulls() throws Exception {
        shop.execute(
                "CREATE TABLE ONLY_ONE (A VARCHAR(9))", "INSERT INTO ONLY_ONE VALUES (NULL), (''), ('\\.'), (NULL)");
        CopiedTable one = new CopiedTable(connection, "only_one");

        one.assertComesBack();
    }

    @Test
    void copiesTablesWithUnusualNames() throws Exception {
        shop.execute(
                "CREATE TABLE \"a \"\"b\"\", é\" (\"the id\" INT PRIMARY KEY, \"select\" VARCHAR(9), \"x\"\"y,\" INT)",
                "INSERT INTO \"a \"\"b\"\", é\" VALUES (1, 'a', NULL), (2, NULL, 3)");

        new CopiedTable(connection, "a \"b\", é").assertComesBack();
    }

    @Test
    void copiesByAConditionThatEndsInAComment() throws Exception {
        CopiedTable notes = notes("a", "b", "c");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        long count = notes.copy()
                .out(notes.name(), notes.storedColumns(), new Condition("\"ID\" > 0 -- the rest"), rows -> {}, bytes);

        assertThat(count).isEqualTo(2);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("a").contains("b", "c");
    }

    @Test
    void reportsItsProgress() throws Exception {
        CopiedTable notes = notes(new String[2_500]);
        List<Long> told = new ArrayList<>();

        notes.copy()
                .out(notes.name(), notes.storedColumns(), Condition.NONE, told::add, OutputStream.nullOutputStream());

        assertThat(told).containsExactly(1_000L, 2_000L, 2_500L);
    }

    @Test
    void canBeStoppedDuringTheCopy() throws Exception {
        CopiedTable notes = notes(new String[2_500]);

        assertThatThrownBy(() -> notes.copy()
                        .out(
                                notes.name(),
                                notes.storedColumns(),
                                Condition.NONE,
                                rows -> {
                                    throw new IllegalStateException("stop");
                                },
                                OutputStream.nullOutputStream()))
                .hasMessage("stop");

        connection.rollback();
        assertThat(notes.values()).hasSize(2_500);
    }

    @Test
    void connectionIsUsableAfterAFullDisk() throws Exception {
        CopiedTable notes = notes("x".repeat(1 << 20), "y".repeat(1 << 20));
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };

        assertThatThrownBy(
                        () -> notes.copy().out(notes.name(), notes.storedColumns(), Condition.NONE, rows -> {}, full))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");

        connection.rollback();
        assertThat(notes.values()).hasSize(2);
    }

    @Test
    void insertsNothingFromATruncatedFile() throws Exception {
        CopiedTable notes = notes(new String[3_000]);
        byte[] rows = notes.out();
        notes.execute("DELETE FROM " + notes.name().sql());
        connection.commit();
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("no such block");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };

        assertThatThrownBy(() -> notes.copy()
                        .in(
                                notes.name(),
                                notes.storedColumns(),
                                new SequenceInputStream(new ByteArrayInputStream(rows), broken)))
                .isInstanceOf(IOException.class)
                .hasMessage("no such block");

        connection.rollback();
        assertThat(notes.values()).isEmpty();
    }

    /** A server accepts such bytes unchanged, even in a database with another encoding. */
    @Test
    void checksBytesWithoutAnEncoding() throws Exception {
        CopiedTable notes = notes("a");
        byte[] rows = "ID,BODY\n7,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        RowCopy copy = notes.copy();
        copy.use(Map.of("client_encoding", "SQL_ASCII"));

        assertThatThrownBy(() -> copy.in(notes.name(), notes.storedColumns(), new ByteArrayInputStream(rows)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("0xe9");
    }

    @Test
    void connectionIsUsableAfterADuplicateRow() throws Exception {
        CopiedTable notes = notes("a", "b");
        byte[] rows = notes.out();

        assertThatThrownBy(() -> notes.in(rows)).isInstanceOf(SQLException.class);

        connection.rollback();
        assertThat(notes.values()).hasSize(2);
    }

    /** Returns a table with these texts, numbered from 0. */
    private CopiedTable notes(@Nullable String... texts) throws SQLException {
        shop.execute("CREATE TABLE \"NOTES\" (\"ID\" INT PRIMARY KEY, \"BODY\" VARCHAR)");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO public.\"NOTES\" VALUES (?, ?)")) {
            for (int i = 0; i < texts.length; i++) {
                insert.setInt(1, i);
                insert.setString(2, texts[i]);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
        return new CopiedTable(connection, "NOTES");
    }
}
