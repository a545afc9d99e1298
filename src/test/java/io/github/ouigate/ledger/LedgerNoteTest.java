package io.github.ouigate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.ledger.LedgerEntry.Match;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerNoteTest {
    private static final RunId RUN = new RunId("20261123T152130Z-7f3a9c1b");
    private static final TableName MESSAGES = new TableName("public", "messages");
    private static final TableName THREADS = new TableName("public", "message_threads");
    private static final Map<TableName, Condition> DELETES = deletes(MESSAGES, THREADS);
    private static final List<String> DELETIONS = List.of("36 public.messages", "6 public.message_threads");

    @Test
    void isOneReadableLine() {
        LedgerNote note = LedgerNote.of(RUN, "dba@host", DELETES, RunDocuments.NONE, DELETIONS);

        assertThat(note.text())
                .isEqualTo("ouigate 20261123T152130Z-7f3a9c1b by dba@host [deletions 3904b6d29943c6ff]: "
                        + "36 public.messages, 6 public.message_threads");
        assertThat(LedgerNote.parse(note.text())).contains(note);
    }

    /** Liquibase trims the comment. */
    @Test
    void findsATableWhoseNameEndsWithABlank() {
        TableName table = new TableName("public", "trail ");
        LedgerNote note = LedgerNote.of(RUN, "dba", deletes(table), RunDocuments.NONE, List.of("5 public.trail "));

        LedgerNote read = LedgerNote.parse(note.text().trim()).orElseThrow();

        assertThat(read.mayHaveDeleted(5, table)).isTrue();
        assertThat(read.mayHaveDeleted(4, table)).isFalse();
        assertThat(read.mayHaveDeleted(5, new TableName("public", "trai"))).isFalse();
    }

    @Test
    void namesChangedRowsAfterTheDeletions() {
        LedgerNote note = LedgerNote.of(RUN, "dba@host", DELETES, RunDocuments.NONE, DELETIONS)
                .withChanges(List.of("12 public.notifications", "1 public.changed"));

        assertThat(note.text())
                .endsWith(
                        ": 36 public.messages, 6 public.message_threads, changed 12 public.notifications, changed 1 public.changed");
        LedgerNote read = LedgerNote.parse(note.text()).orElseThrow();
        assertThat(read).isEqualTo(note);
        assertThat(read.mayHaveDeleted(6, THREADS)).isTrue();
        assertThat(read.mayHaveDeleted(7, THREADS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"changed 1 public.messages", "", ", ", "changed "})
    void readsAnyList(String list) {
        LedgerNote note = LedgerNote.parse("ouigate " + RUN.value() + " by dba@host: " + list)
                .orElseThrow();

        assertThat(note.isComplete()).isTrue();
        assertThat(note.changes()).isEmpty();
    }

    @Test
    void omitsTheChangesThatDoNotFit() {
        LedgerNote note = LedgerNote.parse(LedgerNote.of(RUN, "dba", DELETES, RunDocuments.NONE, DELETIONS)
                        .withChanges(Collections.nCopies(20, "1000000 public.some_table"))
                        .text())
                .orElseThrow();

        assertThat(note.deletions()).isEqualTo(DELETIONS);
        assertThat(note.changes()).hasSizeBetween(2, 19).last().asString().endsWith("...");
        assertThat(note.isComplete()).isTrue();
    }

    @Test
    void omitsTheLastDeletionsThatDoNotFit() {
        List<String> many = Collections.nCopies(20, "1000000 public.some_table");

        LedgerNote read = LedgerNote.parse(LedgerNote.of(RUN, "dba", DELETES, RunDocuments.NONE, many)
                        .text())
                .orElseThrow();

        assertThat(read.runId()).isEqualTo(RUN);
        assertThat(read.operator()).isEqualTo("dba");
        assertThat(read.deletions()).hasSizeBetween(2, 19).startsWith(many.get(0));
        assertThat(read.deletions().get(read.deletions().size() - 1)).endsWith("...");
    }

    @Test
    void truncatesOneLongDeletion() {
        LedgerNote note =
                LedgerNote.of(RUN, "x".repeat(300), DELETES, RunDocuments.NONE, List.of("1 " + "y".repeat(300)));

        assertThat(note.text()).hasSizeLessThanOrEqualTo(250).endsWith(": ...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dba@host",
                "a b",
                "a by b",
                "a by b: 1 public.users",
                "::::",
                "a\nb",
                "a\r\nouigate x by y: z",
                "\u0000\u001b[2J",
                "\u0085\u2028",
                "J\u00fcrgen M\u00fcller",
                "\u5f20\u4f1f",
                "\ud83d\ude80",
                "..., 9 public.users",
                "…"
            })
    void givesBackWhoeverRanIt(String operator) {
        LedgerNote note = LedgerNote.of(RUN, operator, DELETES, RunDocuments.NONE, DELETIONS);

        assertThat(note.text()).doesNotContain("\n", "\r", "\u0000", "\u001b");
        assertThat(LedgerNote.parse(note.text())).contains(note);
    }

    @Property
    void fitsAndReadsBack(@ForAll("operators") String operator, @ForAll("deletions") List<String> deletions) {
        LedgerNote note = LedgerNote.of(RUN, operator, DELETES, RunDocuments.NONE, deletions);

        String text = note.text();

        assertThat(text).hasSizeLessThanOrEqualTo(250);
        LedgerNote read = LedgerNote.parse(text).orElseThrow();
        assertThat(read.runId()).isEqualTo(RUN);
        assertThat(read.operator()).isEqualTo(note.operator());
        if (!text.endsWith("...")) {
            assertThat(read.deletions()).isEqualTo(deletions);
        }
    }

    @Property
    void doesNotSplitACharacter(@ForAll @LongRange(min = 70, max = 90) long length) {
        String operator = "x".repeat((int) length) + "\ud83d\ude80".repeat(20);

        String cut = LedgerNote.of(RUN, operator, DELETES, RunDocuments.NONE, DELETIONS)
                .operator();

        assertThat(cut).hasSizeLessThanOrEqualTo(80).endsWith("...");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(cut)).isTrue();
    }

    @Test
    void containsTheDigestsOfTheDocuments() {
        RunDocuments documents = RunDocuments.of(
                Optional.of("sha256:" + "0123456789abcdef".repeat(4)), Optional.of("sha256:" + "fedcba98".repeat(8)));

        LedgerNote note = LedgerNote.of(RUN, "x".repeat(300), DELETES, documents, DELETIONS);

        assertThat(note.text())
                .contains(
                        ", receipt " + "0123456789abcdef".repeat(2) + ", archive fedcba98fedcba98]: 36 public.messages")
                .hasSizeLessThanOrEqualTo(250);
        assertThat(LedgerNote.parse(note.text()).orElseThrow().documents()).isEqualTo(documents);
    }

    @Test
    void readsNotesOfLaterVersions() {
        String text =
                LedgerNote.of(RUN, "dba", DELETES, RunDocuments.NONE, DELETIONS).text();
        String more = text.replace("]", ", more 0a1b]");

        assertThat(LedgerNote.parse(more)).isEqualTo(LedgerNote.parse(text));
    }

    @Test
    void comparesTablesByTheirDigest() {
        TableName b = new TableName("a", "b");
        TableName quoted = new TableName("a", "b\",\"a\".\"c");
        TableName messages = new TableName("a", "messages");
        LedgerNote note = parsed(LedgerNote.of(
                RUN, "dba", deletes(b, quoted, messages), RunDocuments.NONE, List.of("1 " + "x".repeat(300))));

        assertThat(note.match(deletes(b, quoted, messages))).isEqualTo(Match.SAME);
        assertThat(note.match(deletes(b, quoted))).isEqualTo(Match.OTHER);
        assertThat(note.match(deletes(b, new TableName("a", "c"), messages))).isEqualTo(Match.OTHER);
        assertThat(recorded(DELETES).match(deletes(MESSAGES))).isEqualTo(Match.SOME);
    }

    @Test
    void comparesConditionsAndOrderByTheirDigest() {
        Map<TableName, Condition> some = new LinkedHashMap<>(DELETES);
        some.put(MESSAGES, new Condition("a < 1"));
        Map<TableName, Condition> others = new LinkedHashMap<>(DELETES);
        others.put(MESSAGES, new Condition("a < 2"));
        Map<TableName, Condition> sameConditionOfTheOtherTable = new LinkedHashMap<>(DELETES);
        sameConditionOfTheOtherTable.put(THREADS, new Condition("a < 1"));

        assertThat(recorded(some).match(some)).isEqualTo(Match.SAME);
        for (Map<TableName, Condition> edited : List.of(others, DELETES, sameConditionOfTheOtherTable)) {
            assertThat(recorded(some).match(edited)).isEqualTo(Match.OTHER_CONDITIONS);
            assertThat(recorded(edited).match(some)).isEqualTo(Match.OTHER_CONDITIONS);
        }
        assertThat(recorded(DELETES).match(deletes(THREADS, MESSAGES))).isEqualTo(Match.OTHER_CONDITIONS);
    }

    /** A note of an earlier version with the digest of its tables. */
    @Test
    void comparesOnlyTheTablesOfAnEarlierVersion() {
        String text = "ouigate " + RUN.value() + " by dba@host [tables 3904b6d2a9b5cf5d, receipt "
                + "0123456789abcdef".repeat(2) + "]: 36 public.messages, 6 public.message_threads";
        LedgerNote note = LedgerNote.parse(text).orElseThrow();

        assertThat(note.operator()).isEqualTo("dba@host");
        assertThat(note.documents().receipt()).isPresent();
        assertThat(note.text()).isEqualTo(text);
        assertThat(note.match(DELETES)).isEqualTo(Match.SAME);
        assertThat(note.match(Map.of(MESSAGES, new Condition("a < 1"), THREADS, Condition.NONE)))
                .isEqualTo(Match.SAME);
        assertThat(note.match(deletes(MESSAGES))).isEqualTo(Match.SOME);
        assertThat(note.match(deletes(new TableName("acme", "messages")))).isEqualTo(Match.OTHER);
    }

    /** Notes of versions without the digest, which truncated the list too. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            36 public.messages, 6 public.message_threads                    | SAME
            36 public.messages, 6 public.message_threads, 2 public.ratings  | SAME
            36 acme.messages, 6 acme.message_threads                        | OTHER
            136 public.messages_old, 6 public.message_threads_old           | OTHER
            36 public.messages                                              | SOME
            36 public.messages, 6 acme.message_threads                      | SOME
            36 public.messages...                                           | SAME
            36 public.messages\u2026                                         | SAME
            36 public.messages, 6 acme.message_threads...                   | SOME
            36 acme.messages...                                             | OTHER
            ...                                                             | SAME
            """)
    void comparesTablesByTheListOfAnEarlierVersion(String deletions, Match match) {
        LedgerNote note = LedgerNote.parse("ouigate " + RUN.value() + " by dba@host: " + deletions)
                .orElseThrow();

        assertThat(note.match(DELETES)).isEqualTo(match);
    }

    /** Returns deletes of every row of the tables, in this order. */
    private static Map<TableName, Condition> deletes(TableName... tables) {
        Map<TableName, Condition> deletes = new LinkedHashMap<>();
        Arrays.stream(tables).forEach(table -> deletes.put(table, Condition.NONE));
        return deletes;
    }

    private static LedgerNote recorded(Map<TableName, Condition> deletes) {
        return parsed(LedgerNote.of(RUN, "dba", deletes, RunDocuments.NONE, DELETIONS));
    }

    private static LedgerNote parsed(LedgerNote note) {
        return LedgerNote.parse(note.text()).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Deletes every support conversation",
                "ouigate",
                "ouigate 20261123T152130Z-7f3a9c1b",
                "ouigate 20261123T152130Z-7f3a9c1b by dba",
                "ouigate 20261123-7f3a9c1b by dba: 1 public.messages",
                "ouigate 20261123T152130Z-7F3A9C1B by dba: 1 public.messages",
                "ouigate 20269923T152130Z-7f3a9c1b by dba: 1 public.messages",
                " ouigate 20261123T152130Z-7f3a9c1b by dba: 1 public.messages"
            })
    void takesNothingElseForANote(String comments) {
        assertThat(LedgerNote.parse(comments)).isEmpty();
    }

    @Property
    void runIdContainsTheSecondOfTheStart(@ForAll @LongRange(max = 253_402_300_799_999L) long millis) {
        Instant start = Instant.ofEpochMilli(millis);

        RunId run = RunId.at(start);

        assertThat(run.start()).isEqualTo(start.truncatedTo(ChronoUnit.SECONDS));
        assertThat(RunId.startOf(run.sessionName())).contains(run);
        assertThat(RunId.startOf(run.sessionName() + " (dba@host)")).contains(run);
        assertThat(run.value()).hasSize(25);
    }

    @Test
    void runIdsOfTheSameMomentDiffer() {
        Instant start = Instant.parse("2026-11-23T15:21:30Z");

        assertThat(RunId.at(start)).isNotEqualTo(RunId.at(start));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host (10.0.0.1)",
                "ouigate",
                "ouigate status",
                "ouigate 20261123T152130Z-7f3a9c1b0",
                "ouigate 20261332T256199Z-7f3a9c1b",
                "my ouigate 20261123T152130Z-7f3a9c1b"
            })
    void parsesOnlyRunIds(String sessionName) {
        assertThat(RunId.startOf(sessionName)).isEqualTo(Optional.empty());
    }

    @Provide
    Arbitrary<String> operators() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(300),
                Arbitraries.strings().withChars(":, by\n\t…@ouigate0").ofMaxLength(100));
    }

    @Provide
    Arbitrary<List<String>> deletions() {
        return Arbitraries.strings()
                .withChars("abcz_.0 \u00e9")
                .ofMinLength(1)
                .ofMaxLength(40)
                .map(table -> "7 " + table)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
