package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.CuttingProxy;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pooler between ouigate and the server, which can change the server process of a session. */
class PoolerTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());
    private CuttingProxy pooler;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        pooler = new CuttingProxy(shop.server().port()).renumberingProcesses();
    }

    @AfterEach
    void stop() {
        pooler.close();
    }

    private Result run(String command, String... options) {
        List<String> args = new ArrayList<>(List.of(command, "--url", shop.url(pooler.port())));
        args.addAll(List.of(options));
        return new CommandLineRun().run(args.toArray(String[]::new));
    }

    @Test
    void isRefusedByEachCommand() {
        String archive = directory.toString();
        CommandLineRun direct = new CommandLineRun();
        assertThat(direct.run("apply", shop, "-Dconfirmation=OUI", "--archive", archive)
                        .exitCode())
                .isZero();
        List<String> before = shop.everyRow();

        assertRefused(run("plan"));
        assertRefused(run("apply", "-Dconfirmation=OUI", "--tag", "another"));
        assertRefused(run("status"));
        assertRefused(run("verify"));
        assertRefused(run("restore", "-Dconfirmation=OUI", "--archive", archive));

        assertThat(shop.everyRow()).isEqualTo(before);
    }

    private static void assertRefused(Result result) {
        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains("pooler", "--session-pooler", "Connect to the server directly");
    }

    /**
     * The answer of PgBouncer 1.18: https://github.com/pgbouncer/pgbouncer/issues/875,
     * https://github.com/logto-io/logto/issues/8065.
     */
    @Test
    void isReportedIfItRejectsSettings() throws Exception {
        byte[] refusal =
                "SFATAL\0C08P01\0Munsupported startup parameter: options\0\0".getBytes(StandardCharsets.US_ASCII);
        try (ServerSocket bouncer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try (Socket client = bouncer.accept();
                        DataOutputStream answer = new DataOutputStream(client.getOutputStream())) {
                    client.getInputStream().read();
                    answer.write('E');
                    answer.writeInt(refusal.length + Integer.BYTES);
                    answer.write(refusal);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            answering.start();

            String url = shop.url(bouncer.getLocalPort()) + "?sslmode=disable&options=-c%20geqo%3Doff";
            Result result = new CommandLineRun().run("plan", "--url", url);
            answering.join();

            assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
            assertThat(result.err()).contains("pooler", "unsupported startup parameter", "--session-pooler");
        }
    }

    @Test
    void isAcceptedInSessionMode() {
        Result result = run("apply", "-Dconfirmation=OUI", "--session-pooler");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
        assertThat(run("status", "--session-pooler").exitCode()).isZero();
    }

    @Test
    void isReportedInFrench() {
        Result result = new CommandLineRun().in(Locale.FRENCH).run("plan", "--url", shop.url(pooler.port()));

        assertThat(result.err()).contains("pooler", "--session-pooler");
    }
}
