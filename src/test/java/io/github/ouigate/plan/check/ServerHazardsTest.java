package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.OwnAddress;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.SelfSigned;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** Hazards of the server and the connection. */
@ParameterizedClass
@EveryPostgres
class ServerHazardsTest {
    private static final String USUAL = "NOTE MISSING_INDEX public.messages";

    /** Separate servers for these tests, which make them standbys and enable TLS. */
    private static final Map<Integer, PostgresServer> SERVERS = new ConcurrentHashMap<>();

    private final PostgresServer server;
    private final PostgresShop shop;

    ServerHazardsTest(int version) {
        server = SERVERS.computeIfAbsent(version, PostgresServer::start);
        shop = new PostgresShop(server);
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(PostgresServer::close);
    }

    @Test
    void refusesAStandbyUntilItIsPromoted() {
        server.becomeStandby();

        assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, "BLOCK STANDBY");
        Applying.isRefused("STANDBY", shop);

        shop.value("SELECT pg_promote()");

        assertThat(Hazards.of(shop)).containsExactly(USUAL);
        Applying.succeeds(shop);
    }

    @Test
    void refusesAReadOnlyDatabase() {
        shop.execute("ALTER DATABASE " + shop.database() + " SET default_transaction_read_only = on");

        assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, "BLOCK READ_ONLY");
        Applying.isRefused("READ_ONLY", shop);

        shop.execute(
                "SET default_transaction_read_only = off",
                "ALTER DATABASE " + shop.database() + " RESET default_transaction_read_only");

        assertThat(Hazards.of(shop)).containsExactly(USUAL);
        Applying.succeeds(shop);
    }

    @Test
    void refusesOnlyTheReadOnlyRole() {
        String role = "reader_of_" + shop.database();
        shop.execute(
                "CREATE ROLE " + role + " LOGIN SUPERUSER",
                "ALTER ROLE " + role + " IN DATABASE " + shop.database() + " SET default_transaction_read_only = on");

        assertThat(Hazards.of(shop, "--user", role)).containsExactlyInAnyOrder(USUAL, "BLOCK READ_ONLY");
        assertThat(Hazards.messages("READ_ONLY", shop, "--user", role))
                .singleElement()
                .asString()
                .contains(shop.database(), role);
        Applying.isRefused("READ_ONLY", shop, "--user", role);
        assertThat(Hazards.of(shop)).containsExactly(USUAL);

        shop.execute("ALTER ROLE " + role + " IN DATABASE " + shop.database() + " RESET default_transaction_read_only");

        assertThat(Hazards.of(shop, "--user", role)).containsExactly(USUAL);
        Applying.succeeds(shop, "--user", role);
    }

    @Test
    void warnsOfAnUnencryptedRemoteConnection() throws SocketException {
        PostgresShop far = shop.reachedWith("?sslmode=disable&localSocketAddress=" + ownAddress());

        assertThat(Hazards.of(far)).containsExactlyInAnyOrder(USUAL, "WARN NOT_ENCRYPTED");
        Applying.warns("WARN NOT_ENCRYPTED", far);

        PostgresShop near = shop.reachedWith("?sslmode=disable");

        assertThat(Hazards.of(near)).containsExactly(USUAL);
    }

    @Test
    @Tag("slow")
    void acceptsAnEncryptedRemoteConnection(@TempDir Path directory) throws Exception {
        PostgresShop far = shop.reachedWith("?sslmode=disable&localSocketAddress=" + ownAddress());
        assertThat(Hazards.remedies("NOT_ENCRYPTED", far)).containsExactly("Add ?sslmode=verify-full to the URL.");
        Path certificate = SelfSigned.in(directory).serve(shop);

        PostgresShop encrypted = shop.reachedWith(
                "?sslmode=verify-full&sslrootcert=" + certificate + "&localSocketAddress=" + ownAddress());

        assertThat(Hazards.of(encrypted)).containsExactly(USUAL);
        assertThat(new CommandLineRun().run("plan", encrypted).out()).contains(", encrypted");
        assertThat(Hazards.of(far)).containsExactlyInAnyOrder(USUAL, "WARN NOT_ENCRYPTED");
    }

    private static String ownAddress() throws SocketException {
        assumeTrue(OwnAddress.first().isPresent(), "this machine has no address but the loopback's");
        return OwnAddress.first().orElseThrow();
    }
}
