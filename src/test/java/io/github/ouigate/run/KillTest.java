package io.github.ouigate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.NewestPostgresAndH2;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A killed run leaves all or nothing, including the record, and the next run works without intervention. */
@ParameterizedClass
@NewestPostgresAndH2
class KillTest {
    private static final String TAG = "support-threads-purge";

    private final Shop shop;

    KillTest(TestDatabase database) {
        shop = database.newShop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMITTING"})
    void changesNothingIfKilledBeforeTheCommit(String point) {
        List<String> conversations = shop.conversations();
        List<String> others = shop.usersAndOrders();

        killAt(point);

        assertThat(shop.conversations()).isEqualTo(conversations);
        assertThat(shop.usersAndOrders()).isEqualTo(others);
        assertThat(shop.ledger(TAG)).isEmpty();

        runAgain("Done: the rows are deleted");

        assertThat(shop.usersAndOrders()).isEqualTo(others);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"DELETED:1"})
    void changesNothingIfKilledAtTheFirstDelete(String point) {
        changesNothingIfKilledBeforeTheCommit(point);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"STARTING", "LOCKING", "LOCKED", "DELETED:2", "RECORDED"})
    void changesNothingIfKilledAtTheOtherSteps(String point) {
        changesNothingIfKilledBeforeTheCommit(point);
    }

    @Test
    void everythingIsDeletedAndRecordedIfKilledAfterTheCommit() {
        List<String> others = shop.usersAndOrders();

        killAt("COMMITTED");

        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.usersAndOrders()).isEqualTo(others);
        assertThat(shop.ledger(TAG)).hasSize(1);

        runAgain("Nothing to do");

        assertThat(shop.usersAndOrders()).isEqualTo(others);
    }

    private void killAt(String point) {
        try (OuigateProcess process =
                OuigateProcess.startAndPauseAt(point, "apply", "--url", shop.url(), "-Dconfirmation=OUI")) {
            process.kill();
        }
    }

    private void runAgain(String expected) {
        Result again = Applying.confirmed(shop);

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.out()).contains(expected);
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
        assertThat(shop.lockHolders()).isEmpty();
    }
}
