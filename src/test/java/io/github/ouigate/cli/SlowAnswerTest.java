package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import org.junit.jupiter.api.Test;

/** The session may have ended when the operator answers. */
class SlowAnswerTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @Test
    void reconnectsIfTheSessionEndedAtThePrompt() {
        Result result = new CommandLineRun().typing(this::endSessions, "OUI").run("apply", shop);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void reportsAFailureBeforeTheRunIfItCannotReconnect() {
        Result result = new CommandLineRun()
                .typing(
                        () -> {
                            shop.server()
                                    .execute(
                                            "postgres",
                                            "ALTER DATABASE " + shop.database() + " ALLOW_CONNECTIONS false");
                            endSessions();
                        },
                        "OUI")
                .run("apply", shop);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.err()).contains("Cannot connect to");
    }

    private void endSessions() {
        shop.server()
                .execute(
                        "postgres",
                        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '"
                                + shop.database() + "'");
    }
}
