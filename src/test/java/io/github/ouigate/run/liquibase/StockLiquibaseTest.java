package io.github.ouigate.run.liquibase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryDatabase;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.StockLiquibase;
import io.github.ouigate.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** The job is gated in Liquibase's API too, and each program recognises the other's run. */
@ParameterizedClass
@EveryDatabase
class StockLiquibaseTest {
    private static final String TAG = "support-threads-purge";

    private final TestDatabase database;
    private final Shop shop;

    StockLiquibaseTest(TestDatabase database) {
        this.database = database;
        this.shop = database.newShop();
    }

    @Test
    void stockRunWithoutConfirmationFailsAndDeletesNothing() {
        List<String> before = shop.conversations();

        assertThatThrownBy(() -> update(shop, Map.of())).hasStackTraceContaining("confirmation");
        assertThatThrownBy(() -> update(shop, Map.of("confirmation", "oui"))).hasStackTraceContaining("confirmation");

        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger(TAG)).isEmpty();
    }

    @Test
    void ouigateHasNothingToDoAfterAStockRunAndClaimsNoCounts() throws Exception {
        List<String> others = shop.usersAndOrders();

        update(shop, Map.of("confirmation", "OUI"));

        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.usersAndOrders()).isEqualTo(others);
        assertThat(shop.ledger(TAG)).hasSize(1);

        shop.openConversation();
        List<String> opened = shop.conversations();
        Result result = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out())
                .contains("Nothing to do", "Another program than ouigate ran")
                .doesNotContain("rows deleted", "36 " + shop.table("messages"));
        assertThat(shop.conversations()).isEqualTo(opened);
        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    @Test
    void stockRunHasNothingToDoAfterOuigate() throws Exception {
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");
        shop.openConversation();
        List<String> opened = shop.conversations();
        List<String> ledger = shop.rows("SELECT * FROM DATABASECHANGELOG");

        update(shop, Map.of("confirmation", "OUI"));
        update(shop, Map.of());

        assertThat(opened).hasSize(2);
        assertThat(shop.conversations()).isEqualTo(opened);
        assertThat(shop.rows("SELECT * FROM DATABASECHANGELOG")).isEqualTo(ledger);
    }

    @Test
    void bothRecordTheSameChangeset() throws Exception {
        Shop stock = database.newShop();

        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");
        update(stock, Map.of("confirmation", "OUI"));

        assertThat(changeSets(shop)).isEqualTo(changeSets(stock)).hasSize(1);
    }

    private static List<String> changeSets(Shop shop) {
        return shop.rows("SELECT ID, AUTHOR, FILENAME, EXECTYPE, MD5SUM, DESCRIPTION, TAG, CONTEXTS, LABELS"
                + " FROM DATABASECHANGELOG WHERE TAG IS NOT NULL");
    }

    private static void update(Shop shop, Map<String, String> parameters) throws SQLException {
        try (Connection connection = shop.connect()) {
            StockLiquibase.update(connection, parameters);
        }
    }
}
