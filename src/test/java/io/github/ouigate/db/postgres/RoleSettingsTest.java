package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.Rows;
import io.github.ouigate.testing.AllTypes;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** Settings of a role or database for an application's sessions do not affect a run. */
@ParameterizedClass
@NewestPostgres
class RoleSettingsTest {
    private final PostgresShop shop;
    private final String role;

    @TempDir
    private Path directory;

    RoleSettingsTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        role = "set_in_" + shop.database();
        shop.execute("ALTER DATABASE " + shop.database() + " SET timezone = 'UTC'");
    }

    @Test
    void doNotLimitASession() throws SQLException {
        Map<String, String> own = new TreeMap<>(Map.of(
                "statement_timeout", "0",
                "lock_timeout", "0",
                "transaction_timeout", "0",
                "idle_in_transaction_session_timeout", "0",
                "idle_session_timeout", "0"));
        own.putAll(Map.of(
                "client_min_messages", "warning",
                "exit_on_error", "off",
                "default_transaction_isolation", "read committed",
                "default_transaction_deferrable", "off",
                "enable_indexscan", "on",
                "synchronous_commit", "on",
                "session_replication_role", "origin"));
        database(
                "statement_timeout = '20s'",
                "lock_timeout = '20s'",
                "transaction_timeout = '20s'",
                "idle_in_transaction_session_timeout = '20s'",
                "idle_session_timeout = '20s'",
                "client_min_messages = 'error'",
                "exit_on_error = on",
                "default_transaction_isolation = 'serializable'",
                "default_transaction_deferrable = on",
                "enable_indexscan = off",
                "synchronous_commit = off",
                "session_replication_role = 'replica'");

        Map<String, String> found = new TreeMap<>();
        try (Connection connection = shop.openAsOuigate()) {
            for (String name : own.keySet()) {
                found.put(name, new Rows(connection).one("SHOW " + name, row -> row.getString(1)));
            }
        }

        assertThat(found).isEqualTo(own);
    }

    @Test
    void doNotAffectAPurgeAndARestore() throws IOException {
        AllTypes.add(shop);
        database(
                "client_min_messages = 'debug5'",
                "default_transaction_isolation = 'serializable'",
                "default_transaction_deferrable = on",
                "row_security = off",
                "backslash_quote = off",
                "bytea_output = escape",
                "extra_float_digits = -15",
                "xmlbinary = hex",
                "IntervalStyle = iso_8601",
                "DateStyle = 'German, DMY'",
                "work_mem = '64kB'",
                "quote_all_identifiers = on");
        List<String> before = shop.conversations();
        Path receipt = directory.resolve("receipt.json");

        Result planned = ouigate("plan");
        Result applied = ouigate("apply", "--archive", directory.toString(), "-Dconfirmation=OUI", "--json");
        Files.writeString(receipt, applied.out());
        List<String> left = shop.conversations();
        Result verified = ouigate("verify", "--receipt", receipt.toString());
        Result restored = ouigate("restore", "--archive", directory.toString(), "-Dconfirmation=OUI");

        assertThat(List.of(planned, applied, verified, restored))
                .allSatisfy(result ->
                        assertThat(result.exitCode()).as(result.output()).isZero());
        assertThat(left).isEmpty();
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    void areRefusedIfForeignKeyChecksAreOffAndCannotBeEnabled() {
        makeRole();
        shop.execute("ALTER ROLE " + role + " SET session_replication_role = replica");

        Result refused = ouigate("plan", "--user", role);

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(4);
        assertThat(refused.err()).contains("RESET session_replication_role");
    }

    /** https://github.com/brianc/node-postgres/issues/2475 sets it for a session; the driver requires UTF-8. */
    @Test
    @Tag("slow")
    void doNotAffectTheClientEncoding() {
        shop.execute("UPDATE messages SET content = 'd\u00e9j\u00e0 \u4e2d \ud83d\ude00'");
        database("client_encoding = 'LATIN1'");
        List<String> before = shop.conversations();

        Applying.succeeds(shop, "--archive", directory.toString());
        Result restored = ouigate("restore", "--archive", directory.toString(), "-Dconfirmation=OUI");

        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(shop.conversations()).isEqualTo(before);
    }

    /** For example, https://github.com/supabase/postgres/pull/1711. */
    @Test
    void areReportedIfTheyForbidWrites() {
        makeRole();
        shop.execute("ALTER ROLE " + role + " SET default_transaction_read_only = on");

        Applying.isRefused("READ_ONLY", shop, "--user", role);
    }

    /** For example, https://github.com/ameingast/postgresql-simple-migration/issues/26. */
    @Test
    void canHaveAnEmptySearchPathIfTheSchemaIsNamed() {
        database("search_path = ''");
        String job = JobFile.in(
                        directory,
                        "schemaName: public, tableName: messages",
                        "schemaName: public, tableName: message_threads")
                .toString();

        Result refused = Applying.confirmed(shop, "--changelog", job);
        Result applied = Applying.confirmed(shop, "--changelog", job, "--ledger-schema", "public");

        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("[NO_DEFAULT_SCHEMA]");
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(shop.value("SELECT count(*) FROM public.messages")).isEqualTo("0");
    }

    /** A role that acts as the owner; privileges and ledger are the owner's. */
    @Test
    void canSetAnotherRole() {
        makeRole();
        String login = "login_of_" + shop.database();
        shop.execute(
                "CREATE ROLE " + login + " LOGIN NOINHERIT",
                "GRANT " + role + " TO " + login,
                "ALTER ROLE " + login + " SET role = " + role);

        Result plan = ouigate("plan", "--user", login);
        Applying.succeeds(shop, "--user", login);

        assertThat(plan.out()).contains("as " + role);
        assertThat(shop.value("SELECT relowner::regrole FROM pg_class WHERE relname = 'databasechangelog'"))
                .isEqualTo(role);
    }

    @Test
    void doNotSelectATablespaceWithoutPrivilege() {
        makeRole();
        String tablespace = "space_of_" + shop.database();
        shop.execute("SET allow_in_place_tablespaces = on", "CREATE TABLESPACE " + tablespace + " LOCATION ''");
        shop.execute("ALTER ROLE " + role + " SET default_tablespace = " + tablespace);

        Applying.succeeds(shop, "--user", role);
    }

    private void makeRole() {
        shop.execute(
                "CREATE ROLE " + role + " LOGIN",
                "GRANT CREATE ON SCHEMA public TO " + role,
                "GRANT SELECT, DELETE ON messages, message_threads TO " + role,
                "GRANT SELECT ON users, orders TO " + role);
    }

    private void database(String... settings) {
        for (String setting : settings) {
            shop.execute("ALTER DATABASE " + shop.database() + " SET " + setting);
        }
    }

    private Result ouigate(String command, String... options) {
        return new CommandLineRun().run(command, shop, options);
    }
}
