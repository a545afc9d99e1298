package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.schema.Column;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** Rows that would be there twice are found by their keys. */
@ParameterizedClass
@EveryPostgres
class KeysTest {
    private final PostgresShop shop;
    private Connection connection;

    KeysTest(int version) {
        this.shop = new PostgresShop(PostgresServer.version(version));
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = shop.openAsOuigate();
        connection.setAutoCommit(false);
        shop.execute(
                "CREATE TABLE \"NOTES\" (\"A\" INT, \"B\" VARCHAR(9), \"C\" INT UNIQUE, \"D\" TIMESTAMP WITH TIME ZONE,"
                        + " PRIMARY KEY (\"B\", \"A\"))",
                "CREATE UNIQUE INDEX D_INDEX ON \"NOTES\" (\"D\")",
                "CREATE INDEX E_INDEX ON \"NOTES\" (\"A\")",
                "INSERT INTO \"NOTES\" VALUES (1, 'x', NULL, '2024-01-01 12:00:00+00'), (2, '', 5, NULL)");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private CopiedTable notes() {
        return new CopiedTable(connection, "NOTES");
    }

    @Test
    void tellsTheUniqueKeys() throws Exception {
        List<List<String>> keys = notes().copy().uniqueKeys(notes().name());

        assertThat(keys)
                .startsWith(List.of("B", "A"))
                .containsOnlyOnce(List.of("C"), List.of("D"))
                .hasSize(3);
    }

    @Test
    void findsTheKeysThatAreThere() throws Exception {
        List<Column> key = List.of(column("B"), column("A"));
        List<List<byte[]>> values = List.of(bytes("x", "1"), bytes("x", "2"), bytes("", "2"), bytes("'\"", "3"));

        assertThat(notes().copy().present(notes().name(), key, values))
                .containsExactly(List.of("x", "1"), List.of("", "2"));
        assertThat(notes().copy()
                        .present(
                                notes().name(),
                                List.of(column("D")),
                                List.of(bytes("2024-01-01 14:00:00+02"), bytes("2024-01-01 12:00:01+00"))))
                .containsExactly(List.of("2024-01-01 14:00:00+02"));
    }

    @Test
    void findsThemAmongMany() throws Exception {
        List<List<byte[]>> many = IntStream.range(0, 2_500)
                .mapToObj(i -> bytes(String.valueOf(i)))
                .collect(Collectors.toList());
        shop.execute("UPDATE \"NOTES\" SET \"C\" = 2400 WHERE \"A\" = 1");

        assertThat(notes().copy().present(notes().name(), List.of(column("C")), many))
                .containsExactly(List.of("5"), List.of("2400"));
        assertThat(notes().copy().present(notes().name(), List.of(column("C")), List.of()))
                .isEmpty();
    }

    private static List<byte[]> bytes(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private Column column(String name) throws SQLException {
        return notes().tables().columns(notes().name()).stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
