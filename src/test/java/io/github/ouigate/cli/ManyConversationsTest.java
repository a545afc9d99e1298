package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;

/** Purges 1,000 threads with 10,000 messages on every server. */
class ManyConversationsTest {
    @ParameterizedTest
    @EveryPostgres
    void deletesExactlyTheseRowsOnce(int version) {
        PostgresShop shop = new PostgresShop(PostgresServer.version(version)).fill(1_000, 10_000);
        List<String> others = shop.usersAndOrders();

        Result first = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");
        List<String> left = shop.conversations();
        shop.openConversation();
        Result second = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("10,000", "1,000");
        assertThat(left).isEmpty();
        assertThat(shop.usersAndOrders()).isEqualTo(others);
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("Nothing to do", "10,000 public.messages", "1,000 public.message_threads");
        assertThat(shop.conversations()).hasSize(2);
        assertThat(shop.ledger("support-threads-purge")).hasSize(1);
    }
}
