package io.github.ouigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that rely on dumps are only as good as the differences that a dump shows. */
@ParameterizedClass
@NewestPostgres
class DumpTest {
    private final PostgresShop shop;

    DumpTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        shop.execute(
                "CREATE SCHEMA \"Other\"",
                "CREATE TABLE \"Other\".t (t text)",
                "INSERT INTO \"Other\".t VALUES ('of the other schema')",
                "CREATE SEQUENCE numbers",
                "ANALYZE");
    }

    @Test
    void isEqualWithoutChanges() {
        List<String> dump = Dump.of(shop);
        shop.conversations();
        new PostgresShop(shop.server()).openConversation();

        assertThat(Dump.of(shop)).containsExactlyElementsOf(dump);
    }

    @Test
    void containsTheRowsOfEveryTable() {
        List<String> dump = Dump.of(shop);

        assertThat(dump.stream().filter(line -> line.startsWith("public.messages ")))
                .hasSize(36);
        assertThat(dump).contains("\"Other\".t (\"of the other schema\")");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE another ()",
                "INSERT INTO \"Other\".t VALUES (NULL)",
                "UPDATE users SET email = upper(email)",
                "SELECT nextval('numbers')",
                "SELECT lo_create(0)",
                "ALTER TABLE messages SET (fillfactor = 50)",
                "ALTER TABLE messages DISABLE TRIGGER ALL",
                "COMMENT ON TABLE messages IS 'changed'",
                "GRANT SELECT ON messages TO with_password",
                "REVOKE EXECUTE ON FUNCTION pg_sleep FROM PUBLIC",
                "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO with_password",
                "CREATE PUBLICATION news FOR TABLE messages",
                "VACUUM messages",
            })
    void isAnotherAfter(String change) {
        List<String> dump = Dump.of(shop);

        shop.execute(change);

        assertThat(Dump.of(shop)).isNotEqualTo(dump);
    }

    @Test
    void differsAfterAChangedSetting() {
        List<String> dump = Dump.of(shop);

        shop.execute("ALTER DATABASE " + shop.database() + " SET ouigate.environment = 'production'");

        assertThat(Dump.of(shop)).isNotEqualTo(dump);
    }
}
