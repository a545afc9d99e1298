package io.github.ouigate.job.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Fault;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.UnsafeJobException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A valid job and its faults after one change each. */
public final class LintCorpus {
    public static final String GOOD =
            Changelog.bundled("changelogs/support-threads.yaml").content();

    /** The replaced text and the replacement (¶ is a line break) of changes that keep the job valid. */
    static final String ACCEPTED = """
            author: ouigate  | author: ouigate¶      runAlways: false
            author: ouigate  | author: ouigate¶      runOnChange: "false"
            author: ouigate  | author: ouigate¶      runInTransaction: true
            author: ouigate  | author: ouigate¶      failOnError: true
            author: ouigate  | author: ouigate¶      comment: 'Every conversation, for good'
            contextFilter    | context
            onFail: HALT     | onFail: "HALT"
            value: OUI       | value: >-¶              OUI
            """;

    /** The replaced text, the replacement (¶ is a line break), the fault, and its line. */
    private static final String CASES = """
            databaseChangeLog: | migrations: 1¶others:                                   | no-changelog            | 3
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
            tableName: messages | tableName: messages¶            where: >¶             a --¶             AND b | where-folded | 23
            tableName: messages | tableName: messages¶            where: a --¶             AND b  | where-folded            | 23
            tableName: messages | tableName: messages¶            where: "a --¶             AND b" | where-folded           | 23
            tableName: messages | tableName: messages¶            where: id > 2 #and x   | where-comment           | 23
            tableName: messages | tableName: messages¶            where: a\t# é         | where-comment           | 23
            tableName: messages | tableName: messages¶            where: a #>> '{b}' = 'c' | where-comment         | 23
            tableName: messages | tableName: messages¶            where: id > 2¶              AND x # why | where-comment | 23
            tableName: messages | tableName: messages¶            where: ""              | not-a-text              | 23
            tableName: messages | tableName: messages¶            where: true            | not-a-text              | 23
            tableName: messages | tableName: messages¶            where: "${b}"          | property-undefined      | 23
            tableName: messages | tableName: messages¶            <<: { where: x }       | key-not-plain           | 23
            """;

    private LintCorpus() {}

    /**
     * One change.
     *
     * @param from the replaced text, at its first occurrence
     * @param code the resulting fault
     * @param line the line of the fault
     */
    public record Edit(String from, String to, String code, int line) {
        /** Returns the valid job with this change. */
        public String changed() {
            return changed(GOOD);
        }

        /** Returns another text with this change. */
        public String changed(String content) {
            int at = content.indexOf(from);
            assertThat(at).describedAs(from).isPositive();
            return content.substring(0, at) + to + content.substring(at + from.length());
        }
    }

    /** Returns changes for each fault and each of its causes. */
    public static Stream<Edit> edits() {
        return CASES.lines().map(line -> {
            List<String> parts =
                    Stream.of(line.split("\\|", -1)).map(String::strip).toList();
            return new Edit(
                    parts.get(0), parts.get(1).replace("¶", "\n"), parts.get(2), Integer.parseInt(parts.get(3)));
        });
    }

    static Job job(String content) {
        return new JobReader().read(new Changelog("job.yaml", content), Map.of());
    }

    /** Returns the faults of a text; empty for a valid job. */
    public static List<Fault> faults(String content) {
        UnsafeJobException unsafe = catchThrowableOfType(UnsafeJobException.class, () -> job(content));
        return unsafe == null ? List.of() : unsafe.faults();
    }
}
