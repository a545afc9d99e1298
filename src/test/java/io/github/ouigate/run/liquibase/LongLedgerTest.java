package io.github.ouigate.run.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A large ledger is not read into memory. */
class LongLedgerTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @Test
    void purgesWithALargeLedgerInLittleMemory() {
        Applying.succeeds(shop);
        shop.execute(
                "INSERT INTO databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum,"
                        + " description, comments) SELECT 'change-' || n, author, filename, dateexecuted, n, exectype, md5sum,"
                        + " description, comments FROM databasechangelog, generate_series(1, 60000) n");
        shop.openConversation();

        try (OuigateProcess apply = OuigateProcess.start(
                Map.of("JAVA_TOOL_OPTIONS", "-Xmx40m"),
                "apply",
                "--url",
                shop.url(),
                "--tag",
                "next",
                "-Dconfirmation=OUI")) {
            assertThat(apply.exitCode()).as(apply.output()).isZero();
        }

        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger("next")).hasSize(1);
        assertThat(shop.count("databasechangelog")).isEqualTo(60_002);
    }
}
