package io.github.ouigate.job.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Fault;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.UnsafeJobException;
import io.github.ouigate.report.Messages;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A good job, changed in one place, and the fault that this makes. */
class ChangelogLintTest {
    private static final String GOOD =
            Changelog.bundled("changelogs/support-threads.yaml").content();

    /** What is replaced, by what (¶ breaks the line), the fault, and its line. */
    private static final String CASES = """
            databaseChangeLog: | changeLog:                                              | no-changelog            | 3
            databaseChangeLog: | other: 1¶databaseChangeLog:                             | unknown-entry           | 3
            databaseChangeLog: | databaseChangeLog: !!pairs                              | not-a-list              | 3
            - changeSet:       | - preConditions: []¶  - changeSet:                      | unknown-entry           | 8
            - changeSet:       | - modifyChangeSets: {}¶  - changeSet:                   | unknown-entry           | 8
            - changeSet:       | - include: { file: other.yaml }¶  - changeSet:          | include                 | 8
            - changeSet:       | - includeAll: { path: others }¶  - changeSet:           | include                 | 8
            - changeSet:       | - other¶  - changeSet:                                  | not-a-mapping           | 8
            - changeSet:       | - changeSet: { id: x }¶  - changeSet:                   | several-changesets      | 10
            - changeSet:       | - property:                                             | no-changeset            | 4
            - changeSet:       | - changeSet: !!set                                      | not-a-mapping           | 8
            - logicalFilePath: | - other:                                                | no-logical-path         | 4
            - property:        | - logicalFilePath: other.yaml¶  - property:             | no-logical-path         | 4
            logicalFilePath: ch | logicalFilePath: /ch                                   | logical-path-form       | 4
            changelogs/su      | changelogs\\su                                          | logical-path-form       | 4
            logicalFilePath: ch | logicalFilePath: \\ch                                  | logical-path-form       | 4
            name: tag          | name: tag¶      context: test                           | property-attribute      | 7
            name: tag          | name: tag¶      dbms: h2                                | property-attribute      | 7
            name: tag          | name: tag¶      global: false                           | property-attribute      | 7
            name: tag          | file: tag.properties                                    | property-attribute      | 6
            name: tag          | name: other                                             | no-tag-property         | 4
            name: tag          | name: LIQUIBASE_EXECUTION_CHANGESET_ID                  | property-name           | 6
            name: tag          | name: database.typeName                                 | property-name           | 6
            name: tag          | name: tag}x                                             | property-name           | 6
            - changeSet:       | - property: { name: tag, value: x }¶  - changeSet:      | property-twice          | 8
            - changeSet:       | - property: { name: TAG, value: x }¶  - changeSet:      | property-twice          | 8
            - changeSet:       | - property: { name: confirmation, value: OUI }¶  - changeSet: | confirmation-defined | 8
            - changeSet:       | - property: { name: ConFirmation, value: x }¶  - changeSet: | confirmation-defined | 8
            value: support-threads-purge | value: a b                                    | tag-invalid             | 4
            value: support-threads-purge | value: ${other}                               | property-undefined      | 7
            value: support-threads-purge | value: 20261123                               | not-a-text              | 7
            value: support-threads-purge | value: 2026-11-23                             | not-a-text              | 7
            value: support-threads-purge | other: x                                      | attribute-missing       | 6
            id: delete         | other: delete                                           | attribute-missing       | 9
            id: delete-all-support-threads-${tag} | id: delete-all                       | id-without-tag          | 9
            id: delete-all-support-threads-${tag} | id: "${${tag}}"                      | property-undefined      | 9
            id: delete-all     | id: delete-all-${TAG}                                   | property-undefined      | 9
            author: ouigate    | comment: nobody                                         | attribute-missing       | 9
            author: ouigate    | author: ""                                              | not-a-text              | 10
            author: ouigate    | author: [ouigate]                                       | not-a-text              | 10
            author: ouigate    | author: !!binary b3VpZ2F0ZQ==                           | not-a-text              | 10
            author: ouigate    | author: "x\\nDELETE FROM users"                         | control-character       | 10
            author: ouigate    | author: "x\\0"                                          | control-character       | 10
            author: ouigate    | author: ouigate¶      author: other                     | key-twice               | 11
            author: ouigate    | author: ouigate¶      ? [ a ]¶      : b                 | key-not-plain           | 11
            author: ouigate    | author: ouigate¶      comment: { a: b }                 | not-a-text              | 11
            author: ouigate    | author: ouigate¶      comment: &c [ *c ]                | not-a-text              | 11
            author: ouigate    | author: ouigate¶      runAlways: true                   | unsafe-value.runAlways  | 11
            author: ouigate    | author: ouigate¶      runAlways: "${tag}"               | unsafe-value.runAlways  | 11
            author: ouigate    | author: ouigate¶      alwaysRun: true                   | unknown-attribute       | 11
            author: ouigate    | author: ouigate¶      RunAlways: true                   | unknown-attribute       | 11
            author: ouigate    | author: ouigate¶      runOnChange: true                 | unsafe-value.runOnChange | 11
            author: ouigate    | author: ouigate¶      runInTransaction: false           | unsafe-value.runInTransaction | 11
            author: ouigate    | author: ouigate¶      runInTransaction: !!null true     | unsafe-value.runInTransaction | 11
            author: ouigate    | author: ouigate¶      failOnError: false                | unsafe-value.failOnError | 11
            author: ouigate    | author: ouigate¶      runWith: psql                     | unsafe-attribute.runWith | 11
            author: ouigate    | author: ouigate¶      runWithSpoolFile: x               | unsafe-attribute.runWithSpoolFile | 11
            author: ouigate    | author: ouigate¶      validCheckSum: ANY                | unsafe-attribute.validCheckSum | 11
            author: ouigate    | author: ouigate¶      onValidationFail: MARK_RAN        | unknown-attribute       | 11
            author: ouigate    | author: ouigate¶      logicalFilePath: other.yaml       | unknown-attribute       | 11
            author: ouigate    | author: ouigate¶      dbms: h2                          | unknown-attribute       | 11
            author: ouigate    | author: ouigate¶      ignore: true                      | unknown-attribute       | 11
            author: ouigate    | author: ouigate¶      rollback: []                      | unknown-attribute       | 11
            author: ouigate    | author: ouigate¶      modifySql: {}                     | unknown-attribute       | 11
            author: ouigate    | author: ouigate¶      preconditions: []                 | unknown-attribute       | 11
            preConditions:     | comment:                                                | no-gate                 | 9
            preConditions:     | preConditions: !!pairs                                  | not-a-list              | 13
            preConditions:     | preConditions: !!omap                                   | not-a-list              | 13
            - onFail: HALT     | - onFail: WARN                                          | gate-option             | 14
            - onFail: HALT     | - onFail: CONTINUE                                      | gate-option             | 14
            - onFail: HALT     | - onFail: MARK_RAN                                      | gate-option             | 14
            - onFail: HALT     | - onFail: halt                                          | gate-option             | 14
            - onFail: HALT     | - {}                                                    | gate-option-missing     | 14
            - onFail: HALT     | - onFail: HALT¶          onError: HALT                  | key-twice               | 16
            - onFail: HALT     | - onFail: HALT¶          onFailMessage: x               | other-precondition      | 15
            - onError: HALT    | - onError: WARN                                         | gate-option             | 15
            - onError: HALT    | - {}                                                    | gate-option-missing     | 14
            - onSqlOutput: TEST | - onSqlOutput: IGNORE                                  | gate-option             | 16
            - onSqlOutput: TEST | - onSqlOutput: !!null TEST                             | gate-option             | 16
            - onSqlOutput: TEST | - onSqlOutput: !!bool TEST                             | gate-option             | 16
            - onSqlOutput: TEST | - !!null onSqlOutput: TEST                             | key-not-plain           | 16
            - onSqlOutput: TEST | - {}                                                   | gate-option-missing     | 14
            - onSqlOutput: TEST | - or: []                                               | other-precondition      | 16
            - changeLogPropertyDefined: | - not:                                         | no-gate                 | 14
            - changeLogPropertyDefined: | - !!set¶          changeLogPropertyDefined:    | not-a-mapping           | 17
            property: confirmation | property: tag                                       | other-gate              | 18
            property: confirmation | Property: confirmation                              | unknown-attribute       | 18
            property: confirmation | property: "${gate}"                                 | other-gate              | 18
            value: OUI         | value: oui                                              | other-gate              | 18
            value: OUI         | value: "OUI "                                           | other-gate              | 18
            value: OUI         | value: [OUI]                                            | other-gate              | 18
            value: OUI         | value: !!null OUI                                       | other-gate              | 18
            value: OUI         | value: ${tag}                                           | other-gate              | 18
            value: OUI         | !!null value: OUI                                       | key-not-plain           | 19
            value: OUI         | !!bool value: OUI                                       | key-not-plain           | 19
            value: OUI         | # no value                                              | other-gate              | 18
            changes:           | comment:                                                | attribute-missing       | 9
            changes:           | changes: !!omap                                         | not-a-list              | 20
            changes:           | changes: !!pairs                                        | not-a-list              | 20
            - tagDatabase:     | - sql: { sql: x }¶        - tagDatabase:                | other-change            | 25
            - tagDatabase:     | - preConditions: []¶        - tagDatabase:              | other-change            | 25
            - tagDatabase:     | - Delete: { tableName: x }¶        - tagDatabase:       | other-change            | 25
            tag: ${tag}        | tag: ${tag}¶        - delete: { tableName: x }          | change-after-tag        | 27
            tag: ${tag}        | tag: ${tag}¶        - tagDatabase: { tag: "${tag}" }    | change-after-tag        | 27
            tag: ${tag}        | tag: other                                              | tag-not-the-property    | 26
            tag: ${tag}        | tag: !!null ${tag}                                      | tag-not-the-property    | 26
            tag: ${tag}        | keepTagOnRollback: true                                 | tag-not-the-property    | 26
            tag: ${tag}        | tag: ${tag}¶            keepTagOnRollback: true         | unknown-attribute       | 27
            - tagDatabase:     | - other:                                                | no-tag                  | 21
            tableName: messages | tableName: message_threads                             | table-twice             | 24
            tableName: messages | schemaName: public                                     | attribute-missing       | 22
            tableName: messages | tableName: messages¶            TableName: users       | unknown-attribute       | 23
            tableName: messages | tableName: messages¶            catalogName: x         | unknown-attribute       | 23
            tableName: messages | tableName: messages¶            whereClause: x         | unknown-attribute       | 23
            tableName: messages | tableName: messages¶            whereParams: []        | unknown-attribute       | 23
            tableName: messages | tableName: messages¶            where: "1=1; DROP"     | where-semicolon         | 22
            tableName: messages | tableName: messages¶            where: "; DROP"        | where-semicolon         | 22
            tableName: messages | tableName: messages¶            where: ""              | not-a-text              | 23
            tableName: messages | tableName: messages¶            where: true            | not-a-text              | 23
            tableName: messages | tableName: messages¶            where: "${b}"          | property-undefined      | 23
            tableName: messages | tableName: messages¶            <<: { where: x }       | key-not-plain           | 23
            """;

    /** These need more than a replaced word; they have tests of their own, here and in {@link JobReaderTest}. */
    private static final Set<String> OTHER_CODES =
            Set.of("not-utf8", "empty", "not-yaml", "too-big", "too-long", "no-delete");

    @ParameterizedTest(name = "{2}: {1}")
    @CsvSource(delimiter = '|', textBlock = CASES)
    void namesTheFaultAndItsLine(String from, String to, String code, int line) {
        int at = GOOD.indexOf(from);
        assertThat(at).isPositive();
        String changed = GOOD.substring(0, at) + to.replace("¶", "\n") + GOOD.substring(at + from.length());

        List<Fault> faults = faults(changed);

        assertThat(faults).extracting(ChangelogLintTest::show).contains(line + " job." + code);
        assertThat(faults).isSortedAccordingTo(Comparator.comparingInt(Fault::line));
        assertThat(faults).allSatisfy(fault -> assertThat(fault.remedy().key())
                .isEqualTo(fault.problem().key() + ".remedy"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tableName: messages | tablename: messages                             | Did you mean tableName?
            changeSet:          | changeset:                                      | Did you mean changeSet?
            author: ouigate     | author: ouigate¶      RunAlways: true           | Did you mean runAlways?
            author: ouigate     | author: ouigate¶      dbms: h2                  | Remove dbms.
            tableName: messages | tableName: messages¶            where: ${tga} | Did you mean tag?
            """)
    void suggestsTheNameThatMayBeMeant(String from, String to, String remedy) {
        assertThat(faults(GOOD.replaceFirst(from, to.replace("¶", "\n").replace("$", "\\$"))))
                .extracting(fault -> new Messages(Locale.ENGLISH).text(fault.remedy()))
                .contains(remedy);
    }

    @Test
    void hasACaseForEveryFault() {
        Set<String> codes = new TreeSet<>(OTHER_CODES);
        CASES.lines().forEach(line -> codes.add(line.split("\\|", -1)[2].strip()));

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
    void refusesWhatTheLedgerCannotHold(String from, String to, int line) {
        List<Fault> faults = faults(GOOD.replace(from, to + " " + "x".repeat(256)));

        assertThat(faults).extracting(ChangelogLintTest::show).containsExactly(line + " job.too-long");
    }

    @Test
    void acceptsWhatTheLedgerCanJustHold() {
        String author = "x".repeat(255);

        assertThat(job(GOOD.replace("author: ouigate", "author: " + author)).author())
                .isEqualTo(author);
    }

    /** Without quotes, names that differ in case alone are one table. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tableName: MESSAGE_THREADS                | tableName: message_threads
            schemaName: Shop¶            tableName: A | schemaName: shop¶            tableName: a
            """)
    void refusesATableThatStandsTwiceInAnyCase(String first, String second) {
        assertThat(faults(deleting(first, second)))
                .extracting(ChangelogLintTest::show)
                .containsExactly((first.contains("¶") ? 25 : 24) + " job.table-twice");
    }

    @Test
    void acceptsTablesOfOneNameInTwoSchemas() {
        String content = deleting("schemaName: x¶            tableName: a", "schemaName: y¶            tableName: a");

        assertThat(job(content).deletions())
                .containsExactly(new Deletion("x", "a", null), new Deletion("y", "a", null));
    }

    @Test
    void refusesAJobThatDeletesNothing() {
        List<Fault> faults = faults(GOOD.replaceAll("        - delete:\n.*\n", ""));

        assertThat(faults).extracting(ChangelogLintTest::show).containsExactly("21 job.no-delete");
    }

    /** To Liquibase, a property is what an environment variable of its name says. */
    @ParameterizedTest
    @CsvSource({
        "property: confirmation, confirmation, 20 job.other-gate",
        "value: OUI, OUI, 20 job.other-gate",
        "onFail: HALT, HALT, 16 job.gate-option",
        "onSqlOutput: TEST, TEST, 18 job.gate-option"
    })
    void refusesAGateThatAPropertyWrites(String literal, String value, String fault) {
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
                        "4 job.include",
                        "4 job.no-logical-path",
                        "11 job.unsafe-value.runAlways",
                        "15 job.gate-option",
                        "19 job.other-gate",
                        "26 job.other-change");
    }

    /** Lines 13 to 19 are the gate: whichever of them are missing, something of it is. */
    @Property
    void refusesEveryGateThatLacksLines(@ForAll @NotEmpty Set<@IntRange(min = 13, max = 19) Integer> missing) {
        List<String> lines = GOOD.lines().toList();

        String changed = IntStream.rangeClosed(1, lines.size())
                .filter(line -> !missing.contains(line))
                .mapToObj(line -> lines.get(line - 1) + "\n")
                .collect(Collectors.joining());

        assertThat(faults(changed)).isNotEmpty();
    }

    /** Returns the good job with other tables in its two deletes. */
    private static String deleting(String first, String second) {
        return GOOD.replace("tableName: messages\n", first.replace("¶", "\n") + "\n")
                .replace("tableName: message_threads\n", second.replace("¶", "\n") + "\n");
    }

    private static Job job(String content) {
        return new JobReader().read(new Changelog("job.yaml", content), Map.of());
    }

    private static List<Fault> faults(String content) {
        return catchThrowableOfType(UnsafeJobException.class, () -> job(content))
                .faults();
    }

    private static String show(Fault fault) {
        return fault.line() + " " + fault.problem().key();
    }
}
