package io.github.ouigate.job.lint;

import static io.github.ouigate.job.lint.LintCorpus.GOOD;
import static io.github.ouigate.job.lint.LintCorpus.faults;
import static io.github.ouigate.job.lint.LintCorpus.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Fault;
import io.github.ouigate.report.Messages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A valid job with one change each, and the resulting fault. */
class ChangelogLintTest {
    /** Faults with a missing or duplicate part of the job, so that no other fault is found in that part. */
    private static final Set<String> ABSENT = Set.of(
            "no-changelog",
            "no-changeset",
            "no-logical-path",
            "no-gate",
            "no-tag",
            "no-tag-property",
            "property-name",
            "property-twice",
            "property-attribute",
            "change-after-tag",
            "key-twice");

    /** Faults that require more than a replacement; they are tested separately, here and in {@link JobReaderTest}. */
    private static final Set<String> OTHER_CODES =
            Set.of("not-utf8", "empty", "not-yaml", "too-big", "too-long", "no-delete");

    static Stream<LintCorpus.Edit> edits() {
        return LintCorpus.edits();
    }

    @ParameterizedTest
    @MethodSource("edits")
    void namesTheFaultAndItsLine(LintCorpus.Edit edit) {
        List<Fault> faults = faults(edit.changed());

        assertThat(faults).extracting(ChangelogLintTest::show).contains(edit.line() + " job." + edit.code());
        assertThat(faults).isSortedAccordingTo(Comparator.comparingInt(Fault::line));
        assertThat(faults).allSatisfy(fault -> assertThat(fault.remedy().key())
                .isEqualTo(fault.problem().key() + ".remedy"));
    }

    @Test
    void describesAllPartsOfAMissingGate() {
        String gate = GOOD.substring(GOOD.indexOf("      preConditions:"), GOOD.indexOf("      changes:"));

        assertThat(faults(GOOD.replace(gate, "")))
                .extracting(ChangelogLintTest::show)
                .containsExactly(
                        "9 job.gate-option-missing",
                        "9 job.gate-option-missing",
                        "9 job.gate-option-missing",
                        "9 job.no-gate");
    }

    /** Lists and mappings are easily confused; their contents can still be checked. */
    @Test
    void continuesAfterAListInPlaceOfAMapping() {
        String changed = GOOD.replace("- onFail: HALT", "onFail: WARN")
                .replace("- onError: HALT", "onError: HALT")
                .replace("- onSqlOutput: TEST", "onSqlOutput: TEST")
                .replace("- changeLogPropertyDefined:\n", "changeLogPropertyDefined:\n")
                .replace("value: OUI", "value: oui")
                .replaceFirst("  tableName: messages", "- tablename: messages");

        assertThat(faults(changed))
                .extracting(ChangelogLintTest::show)
                .contains(
                        "14 job.not-a-list",
                        "14 job.gate-option",
                        "18 job.other-gate",
                        "22 job.not-a-mapping",
                        "22 job.unknown-attribute")
                .doesNotContain("22 job.attribute-missing");
    }

    @Test
    void checksEveryChangesetAndEveryProperty() {
        String changed = GOOD.replace("- changeSet:", """
                        - property: { name: "a b", value: "" }
                          - changeSet: { id: x, runAlways: true }
                          - changeSet:""").replace("onFail: HALT", "onFail: WARN");

        assertThat(faults(changed))
                .extracting(fault -> fault.problem().key())
                .contains(
                        "job.property-name",
                        "job.not-a-text",
                        "job.unsafe-value.runAlways",
                        "job.several-changesets",
                        "job.gate-option");
    }

    /** An unreadable property is one fault, not one for each use. */
    @Test
    void namesAFaultyPropertyOnce() {
        assertThat(faults(GOOD.replace("value: support-threads-purge", "value: 20261123")))
                .extracting(ChangelogLintTest::show)
                .containsExactly("7 job.not-a-text");
    }

    /** After one fault is fixed, no further one appears. */
    @Test
    void noFaultHidesAnother() {
        List<LintCorpus.Edit> edits = edits().filter(
                        edit -> !ABSENT.contains(edit.code()) && !edit.to().equals("comment:"))
                .toList();
        List<String> hidden = new ArrayList<>();
        for (LintCorpus.Edit one : edits) {
            for (LintCorpus.Edit other : edits) {
                if (GOOD.indexOf(one.from()) + one.from().length() <= GOOD.indexOf(other.from())) {
                    List<String> found = faults(one.changed(other.changed())).stream()
                            .map(fault -> fault.problem().key().substring("job.".length()))
                            .toList();
                    if (!found.containsAll(List.of(one.code(), other.code()))) {
                        hidden.add(one + " and " + other + " make " + found);
                    }
                }
            }
        }

        assertThat(hidden).isEmpty();
    }

    @Test
    void hasACaseForEveryFault() {
        Set<String> codes = new TreeSet<>(OTHER_CODES);
        edits().forEach(edit -> codes.add(edit.code()));

        assertThat(new Messages(Locale.ENGLISH)
                        .bundle().keySet().stream()
                                .filter(key -> key.startsWith("job.") && key.endsWith(".remedy"))
                                .map(key -> key.substring("job.".length(), key.length() - ".remedy".length())))
                .containsExactlyInAnyOrderElementsOf(codes);
    }

    @ParameterizedTest
    @CsvSource({
        "id: delete-all, id: , 9",
        "author: ouigate, author: , 10",
        "logicalFilePath: changelogs, logicalFilePath: , 4"
    })
    void refusesTextsTooLongForTheLedger(String from, String to, int line) {
        List<Fault> faults = faults(GOOD.replace(from, to + " " + "x".repeat(256)));

        assertThat(faults).extracting(ChangelogLintTest::show).containsExactly(line + " job.too-long");
    }

    @Test
    void acceptsTheLongestTextsOfTheLedger() {
        String author = "x".repeat(255);

        assertThat(job(GOOD.replace("author: ouigate", "author: " + author)).author())
                .isEqualTo(author);
    }

    /** Unquoted names that differ only in case denote the same table. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tableName: MESSAGE_THREADS                | tableName: message_threads
            schemaName: Shop¶            tableName: A | schemaName: shop¶            tableName: a
            """)
    void refusesADuplicateTableInAnyCase(String first, String second) {
        assertThat(faults(deleting(first, second)))
                .extracting(ChangelogLintTest::show)
                .containsExactly((first.contains("¶") ? 25 : 24) + " job.table-twice");
    }

    @Test
    void acceptsTablesWithTheSameNameInTwoSchemas() {
        String content = deleting("schemaName: x¶            tableName: a", "schemaName: y¶            tableName: a");

        assertThat(job(content).deletions())
                .containsExactly(new Deletion("x", "a", null), new Deletion("y", "a", null));
    }

    @Test
    void refusesAJobThatDeletesNothing() {
        List<Fault> faults = faults(GOOD.replaceAll("        - delete:\n.*\n", ""));

        assertThat(faults).extracting(ChangelogLintTest::show).containsExactly("21 job.no-delete");
    }

    /** For Liquibase, an environment variable overrides a property of the same name. */
    @ParameterizedTest
    @CsvSource({
        "property: confirmation, confirmation, 20 job.other-gate",
        "value: OUI, OUI, 20 job.other-gate",
        "onFail: HALT, HALT, 16 job.gate-option",
        "onSqlOutput: TEST, TEST, 18 job.gate-option"
    })
    void refusesAGateWithProperties(String literal, String value, String fault) {
        String property = "- property: { name: word, value: %s }\n\n  - changeSet:".formatted(value);
        String content =
                GOOD.replace(literal, literal.replace(value, "${word}")).replace("- changeSet:", property);

        assertThat(faults(content)).extracting(ChangelogLintTest::show).containsExactly(fault);
    }

    @Test
    void reportsAllFaultsInTheOrderOfTheirLines() {
        String changed = GOOD.replace("- onFail: HALT", "- onFail: WARN")
                .replace("author: ouigate", "author: ouigate\n      runAlways: true")
                .replace("value: OUI", "value: oui")
                .replace("- tagDatabase:", "- sql: { sql: x }\n        - tagDatabase:")
                .replace("- logicalFilePath: changelogs/support-threads.yaml", "- include: { file: x }");

        List<Fault> faults = faults(changed);

        assertThat(faults)
                .extracting(ChangelogLintTest::show)
                .containsExactly(
                        "4 job.no-logical-path",
                        "4 job.include",
                        "11 job.unsafe-value.runAlways",
                        "15 job.gate-option",
                        "19 job.other-gate",
                        "26 job.other-change");
    }

    /** Lines 13 to 19 are the gate; any missing line weakens it. */
    @Property
    void refusesEveryGateThatLacksLines(@ForAll @NotEmpty Set<@IntRange(min = 13, max = 19) Integer> missing) {
        List<String> lines = GOOD.lines().toList();

        String changed = IntStream.rangeClosed(1, lines.size())
                .filter(line -> !missing.contains(line))
                .mapToObj(line -> lines.get(line - 1) + "\n")
                .collect(Collectors.joining());

        assertThat(faults(changed)).isNotEmpty();
    }

    /** Returns the valid job with other tables in its two deletes. */
    private static String deleting(String first, String second) {
        return GOOD.replace("tableName: messages\n", first.replace("¶", "\n") + "\n")
                .replace("tableName: message_threads\n", second.replace("¶", "\n") + "\n");
    }

    private static String show(Fault fault) {
        return fault.line() + " " + fault.problem().key();
    }
}
