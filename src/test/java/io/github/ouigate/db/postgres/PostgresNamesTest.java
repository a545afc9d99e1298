package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresNamesTest {
    private static Optional<TableName> read(String sql) throws SQLException {
        try (Connection connection = PostgresServer.newest().connect("postgres")) {
            return new PostgresNames(connection, new ReservedWords()).read(sql);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "public.messages     | public | messages",
                "PUBLIC.MESSAGES     | public | messages",
                "public.\"Messages\" | public | Messages",
                "\"a.b\".\"c\"\"d\"  | a.b    | c\"d",
                "\"a\"\"\".\"\"\"\"  | a\"    | \"",
            })
    void readsNamesAsTheServerDoes(String sql, String schema, String table) throws SQLException {
        assertThat(read(sql)).contains(new TableName(schema, table));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "messages",
                "public.\"a\"b\"",
                "public.\"a\"; DROP TABLE users; --\"",
                "public.a b",
                "public.été",
                "public.\"\"",
                "\"a\"\".b",
                "a.b.c",
                "public.messages WHERE false",
                ""
            })
    void readsNothingElse(String sql) throws SQLException {
        assertThat(read(sql)).isEmpty();
    }
}
