package io.github.ouigate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.PurgingRole;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** The role of scripts/postgres-role.sql has no privileges beyond a purge and its restore. */
@ParameterizedClass
@EveryPostgres
@Tag("slow")
class PostgresRoleLimitsTest {
    private static final String INSUFFICIENT_PRIVILEGE = "42501"; // PostgreSQL manual, appendix A

    private final PostgresShop shop;
    private final PurgingRole role;
    private List<String> warnings = List.of();

    PostgresRoleLimitsTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        role = new PurgingRole(shop);
    }

    @BeforeEach
    void make() throws SQLException {
        warnings = role.make("postgres");
    }

    @AfterEach
    void drop() {
        role.close();
    }

    @Test
    void cannotReadPasswordHashes() {
        isDenied(
                "SELECT password_hash FROM users",
                "SELECT email FROM users WHERE id IN (SELECT author_user_id FROM messages)",
                "SELECT * FROM users",
                "COPY users TO STDOUT",
                "SELECT total FROM orders",
                "SELECT rolpassword FROM pg_authid");
    }

    @Test
    void cannotChangeUsersAndOrders() {
        isDenied(
                "DELETE FROM orders",
                "DELETE FROM users",
                "UPDATE orders SET total = 0",
                "UPDATE users SET role = 'ADMIN'",
                "INSERT INTO orders (id) SELECT id FROM orders",
                "DO 'BEGIN LOCK TABLE orders IN EXCLUSIVE MODE; END'");
    }

    @Test
    void cannotEditConversations() {
        isDenied(
                "UPDATE messages SET content = ''",
                "UPDATE message_threads SET closed = true",
                "SELECT FROM messages FOR UPDATE",
                "INSERT INTO messages SELECT * FROM messages ON CONFLICT (id) DO UPDATE SET content = excluded.content");
    }

    @Test
    void cannotTruncateDropOrAlterTables() {
        isDenied(
                "TRUNCATE messages, message_threads",
                "DROP TABLE messages",
                "DROP SCHEMA ouigate",
                "ALTER TABLE messages ADD COLUMN colour text",
                "ALTER TABLE messages DISABLE TRIGGER ALL",
                "CREATE INDEX ON messages (thread_id)",
                "SET session_replication_role = replica");
    }

    @Test
    void cannotCreateAnythingExceptItsLedger() {
        shop.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC"); // as it is from PostgreSQL 15 on

        isDenied(
                "CREATE TABLE public.notes (id int)",
                "CREATE FUNCTION public.one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE SCHEMA notes",
                "CREATE DATABASE notes",
                "CREATE ROLE notes",
                "CREATE TRIGGER noting BEFORE INSERT ON messages"
                        + " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                "COPY messages TO PROGRAM 'cat'");
    }

    @Test
    void isReportedIfPublicCanCreateTables() throws SQLException {
        String warning = "ouigate can create tables in the schema public, as everybody can";
        assertThat(warnings).isEmpty();

        shop.execute("GRANT CREATE ON SCHEMA public TO PUBLIC");
        assertThat(role.make("postgres")).containsExactly(warning);

        shop.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        assertThat(role.make("postgres")).isEmpty();
    }

    @Test
    void cannotGrantRights() throws SQLException {
        List<String> rights = rights();

        isDenied(
                "GRANT SELECT ON orders TO PUBLIC",
                "GRANT DELETE ON orders TO ouigate",
                "ALTER TABLE orders OWNER TO ouigate",
                "ALTER ROLE ouigate SUPERUSER",
                "ALTER ROLE ouigate CREATEROLE",
                "GRANT postgres TO ouigate",
                "GRANT pg_read_all_data TO ouigate",
                "SET ROLE postgres");
        // who has a right that is not to be passed on is only warned
        assertThat(role.execute("GRANT SELECT ON messages TO PUBLIC"))
                .containsExactly("no privileges were granted for \"messages\"");

        assertThat(rights()).isEqualTo(rights);
    }

    private void isDenied(String... statements) {
        List<String> before = shop.everyRow();

        assertThat(statements).allSatisfy(sql -> assertThat(end(sql)).as(sql).isEqualTo(INSUFFICIENT_PRIVILEGE));

        assertThat(shop.everyRow()).isEqualTo(before);
    }

    private String end(String sql) {
        try {
            role.execute(sql);
            return "done";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    private List<String> rights() {
        return shop.rows("SELECT relname, relacl, relowner FROM pg_class ORDER BY oid");
    }
}
