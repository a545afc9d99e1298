package io.github.ouigate.run.purge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A truncation waits for older snapshots, not for readers that wait for it. */
class TruncateAmongReadersTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest()).fill(400, 5_000);
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong read = new AtomicLong();

    @Test
    void succeedsWithManyReaders() {
        CompletableFuture<Void> threads = CompletableFuture.runAsync(() -> readOn("message_threads"));
        CompletableFuture<Void> messages = CompletableFuture.runAsync(() -> readOn("messages"));

        Result result =
                new CommandLineRun().run("apply", shop, "--truncate", "--max-reader-wait=30s", "-Dconfirmation=OUI");
        done.set(true);
        CompletableFuture.allOf(threads, messages).join();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
        assertThat(read.get()).isPositive();
    }

    private void readOn(String table) {
        try (Connection connection = shop.connect();
                Statement statement = connection.createStatement()) {
            while (!done.get()) {
                statement.executeQuery("SELECT count(*) FROM " + table).close();
                read.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
