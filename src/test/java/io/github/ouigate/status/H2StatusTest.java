package io.github.ouigate.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.H2Shop;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.Shop;
import org.junit.jupiter.api.Test;

/** H2's sessions have no names, so that only certain facts about runs are shown. */
class H2StatusTest {
    private static final String HELD = "UPDATE DATABASECHANGELOGLOCK SET LOCKED = TRUE,"
            + " LOCKEDBY = 'ouigate 20261123T174523Z-0217899d (dba@jumphost)', LOCKGRANTED = LOCALTIMESTAMP";

    @Test
    void showsTheStateOfTheTag() {
        Shop shop = new H2Shop();
        assertThat(page(shop)).contains("not applied yet", "Runs in progress\n  none\n");

        Applying.succeeds(shop);

        assertThat(page(shop)).contains("Ledger    schema PUBLIC", "applied on", "free", "Nothing to do");
        assertThat(page(shop, "--ledger-schema", "INFORMATION_SCHEMA")).contains("Another ledger shows");
    }

    @Test
    void treatsALockInAFileAsStale() {
        Shop shop = new H2Shop();
        Applying.succeeds(shop, "--tag", "earlier");
        shop.execute(HELD);

        assertThat(page(shop)).contains("Runs in progress\n  none\n", "which was killed", "which takes the lock over");
    }

    @Test
    void cannotShowRunsOfASharedDatabase() {
        Shop shop = H2Shop.inMemory();
        Applying.succeeds(shop, "--tag", "earlier");

        assertThat(page(shop))
                .contains("unknown: the database does not show its sessions", "→ Run \"ouigate plan\", then")
                .doesNotContain("exit code 6");
        assertThat(Json.document(new CommandLineRun().run("status", shop, "--json"))
                        .path("runs")
                        .isNull())
                .isTrue();

        shop.execute(HELD);

        assertThat(page(shop)).contains("→ Wait for the run 20261123T174523Z-0217899d");
    }

    private static String page(Shop shop, String... options) {
        CommandLineRun.Result result = new CommandLineRun().run("status", shop, options);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.out();
    }
}
