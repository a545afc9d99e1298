package io.github.ouigate.run.liquibase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ouigate.job.Changelog;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that jobs cannot contain are not available to Liquibase, even if the lint permitted them. */
class LiquibasePartsTest {
    private static final String CHANGELOG = """
            databaseChangeLog:
              - changeSet:
                  id: one
                  author: test
                  changes:
                    - tagDatabase: { tag: before }
                    - %s
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sql: { sql: CREATE TABLE made (id INT) }",
                "sqlFile: { path: made.sql }",
                "executeCommand: { executable: touch }",
                "customChange: { class: java.lang.Object }",
                "dropTable: { tableName: orders }",
                "loadData: { file: data.csv, tableName: orders }"
            })
    void providesNoOtherChange(String change) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            Changelog changelog = new Changelog("test", CHANGELOG.formatted(change));

            assertThatThrownBy(() -> LiquibaseUpdater.deploy(connection, changelog))
                    .hasStackTraceContaining(change.substring(0, change.indexOf(':')));

            try (ResultSet tables = connection.getMetaData().getTables(null, null, "MADE", null)) {
                assertThat(tables.next()).isFalse();
            }
        }
    }
}
