package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.RowStatistics.RowAges;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows are reported as older than a point in time only if that is certain. */
class RowAgesTest {
    private static final String NUMBERS = "CREATE TABLE numbers (n int)";

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @Test
    void distinguishesEarlierAndLaterRows() throws SQLException {
        shop.execute(NUMBERS, "INSERT INTO numbers VALUES (1), (2)");

        String snapshot = shop.value("SELECT pg_current_snapshot()");
        shop.execute("INSERT INTO numbers VALUES (3)");

        assertThat(ages(null, snapshot)).isEqualTo(new RowAges(2, 0, 1));
        assertThat(ages("n > 1", snapshot)).isEqualTo(new RowAges(1, 0, 1));
    }

    @Test
    void recognisesFrozenRowsByTheirTransactionIds() throws SQLException {
        shop.execute(NUMBERS, "INSERT INTO numbers VALUES (1)");
        String snapshot = shop.value("SELECT pg_current_snapshot()");
        shop.execute("INSERT INTO numbers VALUES (2)", "VACUUM FREEZE numbers");

        assertThat(ages(null, snapshot)).isEqualTo(new RowAges(1, 0, 1));
    }

    /** A snapshot does not list subtransactions, whose rows therefore appear to have existed. */
    @Test
    void doesNotClassifyRowsOfPossiblyOpenTransactions() throws SQLException {
        shop.execute(NUMBERS, "CREATE TABLE others (n int)");

        String snapshot;
        try (Connection connection = shop.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO others VALUES (1)");
            connection.setSavepoint();
            statement.execute("INSERT INTO others VALUES (2)");
            shop.execute("INSERT INTO others VALUES (3)");
            snapshot = shop.value("SELECT pg_current_snapshot()");
            statement.execute("INSERT INTO numbers VALUES (1)");
            connection.commit();
        }

        assertThat(shop.value("SELECT pg_visible_in_snapshot(xmin::text::xid8, '" + snapshot + "') FROM numbers"))
                .isEqualTo("t");
        assertThat(ages(null, snapshot)).isEqualTo(new RowAges(0, 1, 0));
    }

    private RowAges ages(@Nullable String where, String snapshot) throws SQLException {
        try (Connection connection = shop.openAsOuigate()) {
            return new PostgresRowStatistics(connection, DeniedReads.NONE)
                    .rowAges(table(), new Condition(where), snapshot)
                    .orElseThrow();
        }
    }

    private static TableName table() {
        return new TableName("public", "numbers");
    }
}
