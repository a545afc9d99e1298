package io.github.ouigate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.SocketException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** The properties of a server that other tests rely on. */
@ParameterizedClass
@NewestPostgres
class PostgresServerTest {
    private static final String IDENTIFIER = "SELECT system_identifier FROM pg_control_system()";

    private final int version;

    PostgresServerTest(int version) {
        this.version = version;
    }

    @Test
    void hasTheRequestedVersionAndListensOnLoopbackOnly() {
        PostgresShop shop = new PostgresShop(PostgresServer.version(version));

        assertThat(shop.value("SHOW server_version")).startsWith(version + ".");
        assertThat(shop.value("SHOW listen_addresses")).isEqualTo("localhost");
    }

    @Test
    void seesAClientAtTheAddressThatItComesFrom() throws SQLException, SocketException {
        Optional<String> address = OwnAddress.first();
        assumeTrue(address.isPresent(), "this machine has no address but the loopback's");
        String url =
                "jdbc:postgresql://127.0.0.1:" + PostgresServer.version(version).port()
                        + "/postgres?user=postgres&localSocketAddress=" + address.get();

        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT host(inet_client_addr()), host(inet_server_addr())")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo(address.get());
            assertThat(row.getString(2)).isEqualTo("127.0.0.1");
        }
    }

    @Tag("slow")
    @Test
    void standbyIsReadOnly() {
        try (PostgresServer server = PostgresServer.start(version)) {
            PostgresShop shop = new PostgresShop(server);
            List<String> dump = Dump.of(shop);

            server.becomeStandby();

            assertThat(shop.value("SELECT pg_is_in_recovery()")).isEqualTo("t");
            assertThat(Dump.of(shop)).containsExactlyElementsOf(dump);
            assertThatThrownBy(shop::openConversation).hasMessageContaining("read-only transaction");
        }
    }

    @Tag("slow")
    @Test
    void copyDiffersOnlyInItsPort() {
        try (PostgresServer server = PostgresServer.start(version)) {
            PostgresShop shop = new PostgresShop(server);
            List<String> conversations = shop.conversations();

            try (PostgresServer other = server.physicalCopy()) {
                PostgresShop copy = shop.on(other);

                assertThat(copy.value(IDENTIFIER)).isEqualTo(shop.value(IDENTIFIER));
                assertThat(copy.database()).isEqualTo(shop.database());
                assertThat(Dump.of(copy)).containsExactlyElementsOf(Dump.of(shop));
                assertThat(other.port()).isNotEqualTo(server.port());

                copy.openConversation();

                assertThat(copy.conversations()).hasSize(conversations.size() + 2);
                assertThat(shop.conversations()).isEqualTo(conversations);
                assertThat(new PostgresShop(other).conversations()).isEqualTo(conversations);
            }
        }
    }

    @Test
    @Tag("slow")
    void stopsWhenClosed() {
        PostgresServer server = PostgresServer.start(version);
        PostgresShop shop = new PostgresShop(server);
        String directory = shop.value("SHOW data_directory");

        server.close();

        assertThatThrownBy(shop::connect).isInstanceOf(SQLException.class).hasMessageContaining("refused");
        assertThat(Path.of(directory)).doesNotExist();
    }

    @Test
    void cannotBeClosedWhileInUse() {
        PostgresServer shared = PostgresServer.version(version);

        assertThatThrownBy(shared::close).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(shared::becomeStandby).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(shared::physicalCopy).isInstanceOf(IllegalStateException.class);
    }
}
