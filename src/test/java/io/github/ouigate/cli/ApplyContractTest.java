package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryDatabase;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** The contract of {@code apply} on every database. */
@ParameterizedClass
@EveryDatabase
class ApplyContractTest {
    private static final String TAG = "support-threads-purge";

    private final Shop shop;

    ApplyContractTest(TestDatabase database) {
        shop = database.newShop();
    }

    @Test
    void deletesConversationsAndNothingElse() {
        List<String> others = shop.usersAndOrders();

        Result result = apply("-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.usersAndOrders()).isEqualTo(others);
        assertThat(shop.ledger(TAG)).singleElement().asString().contains("36 " + shop.table("messages"));
    }

    @Test
    void appliesATagOnceAndReportsTheEarlierRun() {
        apply("-Dconfirmation=OUI");
        String firstRun = shop.ledger(TAG).get(0).replaceAll("(?s).*ouigate (\\S+) by.*", "$1");
        shop.openConversation();
        List<String> opened = shop.conversations();

        Result second = apply("-Dconfirmation=OUI");

        assertThat(second.exitCode()).isZero();
        assertThat(second.out())
                .contains("Nothing to do", firstRun, "dba", "36 " + shop.table("messages"))
                .contains("6 " + shop.table("message_threads"));
        assertThat(shop.conversations()).isEqualTo(opened).hasSize(2);
        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    @Test
    void deletesAgainUnderAnotherTag() {
        apply("-Dconfirmation=OUI");
        shop.openConversation();

        Result result = apply("-Dconfirmation=OUI", "--tag", "support-threads-purge-2");

        assertThat(result.exitCode()).isZero();
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
        assertThat(shop.ledger("support-threads-purge-2")).hasSize(1);
    }

    @Test
    void promptsAndDeletesOnOui() {
        Result result = new CommandLineRun().typing("OUI").run("apply", "--url", shop.url());

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("42 rows", "cannot be undone", "Type OUI");
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void changesNothingOnAnyOtherAnswer() {
        List<String> before = shop.conversations();

        Result result = new CommandLineRun().typing("oui").run("apply", "--url", shop.url());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    void reportsAnEmptyPurgeBeforeTheTagIsConsumed() {
        shop.execute("DELETE FROM messages", "DELETE FROM message_threads");

        Result declined = new CommandLineRun().typing("NON").run("apply", shop);
        Result given = apply("-Dconfirmation=OUI");

        assertThat(declined.exitCode()).isEqualTo(3);
        assertThat(declined.err())
                .contains(
                        "There are no rows to delete. A run still records the tag " + TAG, "Type OUI to record the tag")
                .doesNotContain("deletes 0 rows");
        assertThat(given.exitCode()).as(given.output()).isZero();
        assertThat(given.err()).contains("There are no rows to delete. A run still records the tag " + TAG);
        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    private Result apply(String... options) {
        return new CommandLineRun().run("apply", shop, options);
    }
}
