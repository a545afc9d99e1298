package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** Rows are identified by a key. */
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
    void findsTheKeyThatIdentifiesARow() throws Exception {
        assertThat(notes().copy().identity(notes().name(), Set.of())).contains(List.of("B", "A"));
        assertThat(notes().copy().identity(notes().name(), Set.of("A"))).isEmpty();

        connection.rollback();
        shop.execute(
                "UPDATE \"NOTES\" SET \"C\" = 7 WHERE \"C\" IS NULL", "ALTER TABLE \"NOTES\" ALTER \"C\" SET NOT NULL");

        assertThat(notes().copy().identity(notes().name(), Set.of("A"))).contains(List.of("C"));
    }
}
