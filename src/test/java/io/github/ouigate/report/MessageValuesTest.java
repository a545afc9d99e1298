package io.github.ouigate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.message.Message;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How values come out in a message: counts, numbers, and texts from a database. */
class MessageValuesTest {
    private static final Messages ENGLISH = new Messages(Locale.ENGLISH);
    private static final Messages FRENCH = new Messages(Locale.FRENCH);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gate.irreversible",
                "gate.archived",
                "gate.restore",
                "difference.rows",
                "difference.cascade",
                "run.drifted",
                "verify.kept.as-many",
                "verify.kept.fewer",
                "verify.kept.estimated",
                "verify.kept.unknown",
                "page.summary",
                "page.plan.deletes",
                "receipt.archive"
            })
    void agreesWithOneRow(String key) {
        Object[] one = {1L, 1L, 1L, 1L};

        assertThat(new Messages(Locale.ENGLISH).text(key, one))
                .containsIgnoringCase("one row")
                .doesNotContain("1 rows");
        assertThat(new Messages(Locale.FRENCH).text(key, one))
                .containsIgnoringCase("une ligne")
                .doesNotContain("1 lignes");
        assertThat(new Messages(Locale.ENGLISH).text(key, 5L, 5L, 5L, 5L)).contains("5 rows");
    }

    @ParameterizedTest
    @CsvSource({
        "writes.other-count, one row; one was deleted, une ligne",
        "writes.other-updates, one row set back, une ligne rétablie",
        "writes.other-cascade, one row deleted, une ligne supprimée",
        "work.copying, 'one row, one row per second', une ligne par seconde"
    })
    void agreesWithOneRowInside(String key, String english, String french) {
        Object[] one = {"t", 1L, 1L, 1L, 1L, 1L};

        assertThat(ENGLISH.text(key, one).replace("the job deleted ", "")).contains(english);
        assertThat(FRENCH.text(key, one)).contains(french).doesNotContain("1 lignes");
    }

    /** A sentence keeps its full stop only where the pattern has none. */
    @Test
    void sentencesInSentencesHaveOneFullStop() {
        Message sentence = Message.of("hazard.STANDBY.remedy");
        String inside = ENGLISH.text(sentence);

        assertThat(inside).endsWith(".");
        assertThat(ENGLISH.text("run.redefined", List.of(sentence, sentence))).doesNotContain("..");
        assertThat(ENGLISH.text("run.program-failed", "The disk is full."))
                .isEqualTo("The program failed: The disk is full.");
        assertThat(ENGLISH.text("draft.written", "..")).isEqualTo("The job is in ...");
        assertThat(ENGLISH.text("plan.gate", sentence)).contains(inside);
    }

    @Test
    void aDatabaseIsReachedByItsSocket() {
        DatabaseIdentity socket =
                new DatabaseIdentity("PostgreSQL", "15.8", "shop", null, null, null, null, "dba", false);
        DatabaseIdentity embedded = new DatabaseIdentity("H2", "2.3", "shop", null, null, null, null, "SA", false);

        assertThat(new KeyValues(ENGLISH).database(socket).list().get(0).value())
                .isEqualTo("shop on PostgreSQL 15.8 through a Unix socket, as dba");
        assertThat(new KeyValues(FRENCH).database(socket).list().get(0).value()).contains("par une socket Unix");
        assertThat(new KeyValues(ENGLISH).database(embedded).list().get(0).value())
                .contains("embedded");
    }

    @Test
    void textsAgreeInNumber() {
        Messages french = new Messages(Locale.FRENCH);

        assertThat(french.text("writes.inserted", 1L)).isEqualTo("1 insérée");
        assertThat(french.text("writes.inserted", 2L)).isEqualTo("2 insérées");
    }

    @Test
    void sentencesFollowEachOtherAndOtherMessagesHaveSemicolons() {
        Message sentence = Message.of("hazard.STANDBY.remedy");
        Message words = Message.of("status.no-client");

        assertThat(ENGLISH.text("refused.hazards", List.of(sentence, sentence)))
                .isEqualTo("Blocked by: Connect to the primary. Connect to the primary.");
        assertThat(ENGLISH.text("refused.hazards", List.of(words, words)))
                .isEqualTo("Blocked by: an unknown address; an unknown address");
    }

    /** A value from a database must not move the cursor, colour the screen, break the line, or be invisible. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u001b[2Jb",
                "a\u009b2Jb",
                "a\u0000b",
                "a\bb",
                "a\rb",
                "a\nb",
                "a\r\n\r\nb",
                "a\tb",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u200bb",
                "a\u202eb",
                "a\u2066b",
                "a\ufeffb",
                "a\u007fb",
                "a\udb40\udc41b",
                "a\ue000b"
            })
    void valuesComeOutHarmless(String value) {
        for (String text : List.of(
                ENGLISH.text("usage.wrong", value),
                ENGLISH.text("usage.wrong", List.of(value)),
                ENGLISH.text(Message.of("usage.wrong", value)),
                Messages.printable(value))) {
            assertThat(text).startsWith("a").endsWith("b");
            assertThat(text.codePoints()).noneMatch(MessageValuesTest::isDangerous);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00e9t\u00e9 \u00e0 No\u00ebl",
                "e\u0301te\u0301",
                "\ud83d\ude80\u2764\ufe0f\ud83d\udc4d\ud83c\udffd",
                "\u652f\u6301\u5bf9\u8bdd",
                "\u0645\u062d\u0627\u062f\u062b\u0627\u062a \u0627\u0644\u062f\u0639\u0645",
                "\u0441\u043e\u043e\u0431\u0449\u0435\u043d\u0438\u044f",
                "{0} ''quoted'' it's {",
                "\u00ab\u00a0OUI\u00a0\u00bb"
            })
    void valuesStayReadable(String value) {
        assertThat(ENGLISH.text("usage.wrong", value)).isEqualTo(value);
        assertThat(FRENCH.text("usage.wrong", value)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"fr, Erreur", "fr-CA, Erreur", "en, Error", "en-GB, Error", "de, Error", "und, Error"})
    void usesFrenchForFrenchLocalesAndEnglishForAllOthers(String language, String error) {
        assertThat(new Messages(Locale.forLanguageTag(language)).text("error")).startsWith(error);
    }

    @Test
    void formatsNumbersByLanguage() {
        assertThat(ENGLISH.text("number", 1_234_567L)).isEqualTo("1,234,567");
        assertThat(FRENCH.text("number", 1_234_567L)).isEqualTo("1\u202f234\u202f567");
    }

    @Test
    void countsFaultsInBothLanguages() {
        assertThat(ENGLISH.text("job.unsafe", "f", 1)).contains("one fault").doesNotContain("faults");
        assertThat(ENGLISH.text("job.unsafe", "f", 2)).contains("2 faults");
        assertThat(FRENCH.text("job.unsafe", "f", 1))
                .contains("d\u2019un d\u00e9faut")
                .doesNotContain("d\u00e9fauts");
        assertThat(FRENCH.text("job.unsafe", "f", 2)).contains("2 d\u00e9fauts");
    }

    private static boolean isDangerous(int character) {
        return Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT
                || Character.getType(character) == Character.LINE_SEPARATOR
                || Character.getType(character) == Character.PARAGRAPH_SEPARATOR
                || Character.getType(character) == Character.PRIVATE_USE;
    }
}
