package io.github.ouigate.run.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.LiquibaseNames;
import io.github.ouigate.db.postgres.PostgresDialect;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import liquibase.database.core.PostgresDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** A plan names the table that Liquibase's statement will name, or none. */
@ParameterizedClass
@EveryPostgres
class NamesAsWrittenTest {
    private static final Dialect DIALECT = new PostgresDialect();
    private static final String LETTERS = "aAzZ_09$-.\"'\\; \t\n\r\u0085\u2028éÉßİ会?:{}%/*()[]@,\u00a0\ud83d\udcac";
    private static final PostgresDatabase LIQUIBASE = new PostgresDatabase();

    private final PostgresServer server;

    NamesAsWrittenTest(int version) {
        server = PostgresServer.version(version);
    }

    @Test
    void predictsTheNamesOfTables() throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            LiquibaseNames liquibase = DIALECT.liquibaseNames(connection);
            for (String name : names()) {
                Optional<String> table = liquibase.table(name);
                String written = LIQUIBASE.escapeTableName(null, "s", name);

                if (table.isPresent()) {
                    assertThat(liquibase.read(written)).as(name).contains(new TableName("s", table.get()));
                }
            }
        }
    }

    @Test
    void predictsTheNamesOfSchemas() throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            LiquibaseNames liquibase = DIALECT.liquibaseNames(connection);
            for (String name : names()) {
                Optional<String> schema = liquibase.schema(name);
                String written = LIQUIBASE.escapeTableName(null, name, "t");

                if (schema.isPresent()) {
                    assertThat(liquibase.read(written)).as(name).contains(new TableName(schema.get(), "t"));
                }
            }
        }
    }

    @Test
    void acceptsNamesWithoutQuotesAndControlCharacters() throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            LiquibaseNames liquibase = DIALECT.liquibaseNames(connection);
            List<String> plain = names().stream()
                    .filter(name -> !name.matches("(?s).*[\"\\p{Cc}\u2028].*"))
                    .toList();

            assertThat(plain).hasSizeGreaterThan(1_000);
            for (String name : plain) {
                assertThat(liquibase.table(name)).as(name).isPresent();
            }
        }
    }

    /** Returns every keyword of the server, in upper case too, and generated names that are the same in each run. */
    private List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = server.connect("postgres");
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT word FROM pg_get_keywords()")) {
            while (row.next()) {
                names.add(row.getString(1));
                names.add(row.getString(1).toUpperCase(Locale.ROOT));
            }
        }
        Random random = new Random(1);
        int[] letters = LETTERS.codePoints().toArray();
        for (int i = 0; i < 2_000; i++) {
            names.add(IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(at -> Character.toString(letters[random.nextInt(letters.length)]))
                    .collect(Collectors.joining()));
        }
        return names;
    }
}
