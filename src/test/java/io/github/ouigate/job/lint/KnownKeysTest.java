package io.github.ouigate.job.lint;

import static io.github.ouigate.job.lint.LintCorpus.GOOD;
import static io.github.ouigate.job.lint.LintCorpus.faults;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.report.Messages;
import java.util.Locale;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownKeysTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tableName: messages | tablename: messages                             | Did you mean tableName?
            changeSet:          | changeset:                                      | Did you mean changeSet?
            author: ouigate     | author: ouigate¶      RunAlways: true           | Did you mean runAlways?
            tableName: messages | tableName: messages¶            where: ${tga} | Did you mean tag?
            databaseChangeLog:  | databasechangelog:                              | Did you mean databaseChangeLog?
            logicalFilePath:    | logicalFilepath:                                | Did you mean logicalFilePath?
            - property:         | - properties:                                   | Did you mean property?
            name: tag           | nmae: tag                                       | Did you mean name?
            value: support      | vaule: support                                  | Did you mean value?
            id: delete          | ID: delete                                      | Did you mean id?
            author: ouigate     | auhtor: ouigate                                 | Did you mean author?
            preConditions:      | precondition:                                   | Did you mean preConditions?
            changes:            | change:                                         | Did you mean changes?
            - onFail: HALT      | - onfail: HALT                                  | Did you mean onFail?
            - onError: HALT     | - onEror: HALT                                  | Did you mean onError?
            - onSqlOutput: TEST | - onSqlOutputs: TEST                            | Did you mean onSqlOutput?
            changeLogPropertyDefined: | changelogPropertyDefined:                 | Did you mean changeLogPropertyDefined?
            property: confirmation | propery: confirmation                        | Did you mean property?
            - delete:           | - Delete:                                       | Did you mean delete?
            - tagDatabase:      | - tagDatabse:                                   | Did you mean tagDatabase?
            databaseChangeLog:  | changeLog:                                      | Did you mean databaseChangeLog?
            databaseChangeLog:  | migrations:                                     | Did you mean databaseChangeLog?
            tableName: messages | tableName: messages¶            were: x         | Did you mean where?
            tableName: messages | tableName: messages¶            whre: x         | Did you mean where?
            tableName: messages | tableName: messages¶            wher: x         | Did you mean where?
            tableName: messages | tableName: messages¶            Where: x        | Did you mean where?
            tableName: messages | tableName: messages¶            whereClause: x  | Did you mean where?
            tableName: messages | table: messages                                 | Did you mean tableName?
            tableName: messages | tableName: messages¶            schema: public  | Did you mean schemaName?
            """)
    void suggestsTheNameThatMayBeMeant(String from, String to, String remedy) {
        assertThat(faults(GOOD.replaceFirst(from, to.replace("¶", "\n").replace("$", "\\$"))))
                .extracting(fault -> new Messages(Locale.ENGLISH).text(fault.remedy()))
                .contains(remedy);
    }

    /**
     * A key similar to a known one is read as that key: its value is checked, and the key is not reported as missing.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            databaseChangeLog:  | databasechangelog:                     | 3 1 unknown-entry
            preConditions:      | preconditions:                         | 13 7 unknown-attribute
            tableName: messages | tablename: messages                    | 23 13 unknown-attribute
            - tagDatabase:      | - tagdatabase:                         | 25 11 other-change
            - onFail: HALT      | - onfail: HALT                         | 14 11 other-precondition
            tableName: messages | tableName: messages¶            were: x | 24 13 unknown-attribute
            """)
    void reportsOnlyTheMisspeltKey(String from, String to, String fault) {
        String expected = fault.replaceFirst("^(\\d+)", String.valueOf(lineOf(from, to)));

        assertThat(faults(GOOD.replaceFirst(from, to.replace("¶", "\n"))))
                .extracting(found -> found.line() + " " + found.column() + " "
                        + found.problem().key().substring("job.".length()))
                .containsExactly(expected);
    }

    private static int lineOf(String from, String to) {
        int line = 1
                + (int) GOOD.substring(0, GOOD.indexOf(from))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return line + (int) to.chars().filter(c -> c == '¶').count();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            author: ouigate     | author: ouigate¶      dbms: h2         | Remove dbms, or replace
            tableName: messages | tableName: messages¶            only: x | a delete without where deletes every row
            tableName: messages | tableName: messages¶            where: x¶            were: y | It exists already
            """)
    void suggestsTheMeaningOfAnUnknownKey(String from, String to, String remedy) {
        assertThat(faults(GOOD.replaceFirst(from, to.replace("¶", "\n"))))
                .extracting(fault -> new Messages(Locale.ENGLISH).text(fault.remedy()))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains(remedy);
    }
}
