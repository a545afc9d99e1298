package io.github.ouigate.run.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.TableName;
import io.github.ouigate.db.postgres.PostgresDialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTableTest {
    private static final Dialect POSTGRESQL = new PostgresDialect();

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
    void readsNamesAsTheServerDoes(String sql, String schema, String table) {
        assertThat(WrittenTable.read(sql, POSTGRESQL)).contains(new TableName(schema, table));
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
    void readsNothingElse(String sql) {
        assertThat(WrittenTable.read(sql, POSTGRESQL)).isEmpty();
    }
}
