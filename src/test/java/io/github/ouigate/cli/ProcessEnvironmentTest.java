package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that Liquibase would find around it, and that were made for something else. */
class ProcessEnvironmentTest {
    private static final String TAG = "support-threads-purge";

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @Test
    void keepsOneLedgerWhateverTheEnvironmentSaysToLiquibase() {
        Map<String, String> environment = Map.of(
                "LIQUIBASE_DATABASE_CHANGELOG_TABLE_NAME", "elsewhere",
                "LIQUIBASE_DATABASE_CHANGELOG_LOCK_TABLE_NAME", "elsewhere_too",
                "LIQUIBASE_LIQUIBASE_SCHEMA_NAME", "pg_temp");

        try (OuigateProcess apply =
                OuigateProcess.start(environment, "apply", "--url", shop.url(), "-Dconfirmation=OUI")) {
            assertThat(apply.exitCode()).as(apply.output()).isZero();
        }

        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
        List<String> others = shop.rows("SELECT relname FROM pg_class WHERE relname LIKE 'elsewhere%'");
        assertThat(others).isEmpty();
    }
}
