package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** For a role without privileges, those reported by a plan are necessary and sufficient for a run. */
@ParameterizedClass
@EveryPostgres
class RoleHazardsTest {
    private static final String USUAL = "NOTE MISSING_INDEX public.messages";
    private static final String[] LEDGER = {"--ledger-schema", "audit"};

    private final PostgresShop shop;
    private final String role;

    RoleHazardsTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        role = "Clerk of " + shop.database();
        shop.execute(
                "ALTER DATABASE " + shop.database() + " SET timezone = 'UTC'",
                "CREATE ROLE \"" + role + "\" LOGIN",
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    }

    @Test
    @Tag("slow")
    void requiresCreateOnTheSchemaForTheFirstRun() {
        grantTables();

        assertThat(as()).containsExactlyInAnyOrder(USUAL, "BLOCK RIGHT_MISSING");
        assertThat(remedies()).containsExactly("GRANT CREATE ON SCHEMA \"public\" TO \"" + role + "\";");
        Applying.isRefused("RIGHT_MISSING", shop, "--user", role);

        remedies().forEach(shop::execute);

        assertThat(as()).containsExactly(USUAL);
        Applying.succeeds(shop, "--user", role);
    }

    @Test
    @Tag("slow")
    void requiresASchemaForTheLedger() {
        shop.execute("CREATE SCHEMA audit");
        grantTables();

        assertThat(as(LEDGER)).containsExactlyInAnyOrder(USUAL, "BLOCK RIGHT_MISSING", "BLOCK RIGHT_MISSING");
        assertThat(remedies(LEDGER))
                .containsExactlyInAnyOrder(
                        "GRANT USAGE ON SCHEMA \"audit\" TO \"" + role + "\";",
                        "GRANT CREATE ON SCHEMA \"audit\" TO \"" + role + "\";");
        assertThat(remedies("--ledger-schema", "AUDIT")).isEqualTo(remedies(LEDGER));

        remedies(LEDGER).forEach(shop::execute);

        assertThat(as(LEDGER)).containsExactly(USUAL);
        Applying.succeeds(shop, options(LEDGER));
    }

    @Test
    void requiresPrivilegesOnAnExistingLedger() {
        openWithLedger();
        grantTables();
        String log = "BLOCK RIGHT_MISSING public.databasechangelog";
        String lock = "BLOCK RIGHT_MISSING public.databasechangeloglock";

        assertThat(as()).containsExactlyInAnyOrder(USUAL, log, log, log, lock, lock, lock);
        assertThat(remedies())
                .contains(
                        "GRANT SELECT ON \"public\".\"databasechangelog\" TO \"" + role + "\";",
                        "GRANT INSERT ON \"public\".\"databasechangelog\" TO \"" + role + "\";",
                        "GRANT UPDATE ON \"public\".\"databasechangelog\" TO \"" + role + "\";");
        Applying.isRefused("RIGHT_MISSING", shop, "--user", role);

        remedies().forEach(shop::execute);

        assertThat(as()).containsExactly(USUAL);
        Applying.succeeds(shop, "--user", role);
        assertThat(as()).isEmpty();
    }

    @Test
    @Tag("slow")
    void requiresOnlySelectOnALedgerWithTheTag() {
        Applying.succeeds(shop);
        shop.openConversation();
        grantTables();
        shop.execute("GRANT SELECT ON databasechangelog, databasechangeloglock TO \"" + role + "\"");

        assertThat(as()).isEmpty();
        assertThat(as("--tag", "next")).contains("BLOCK RIGHT_MISSING public.databasechangelog");
    }

    @Test
    @Tag("slow")
    void ignoresAnotherUnreadableLedger() {
        shop.execute("CREATE SCHEMA audit");
        Applying.succeeds(shop, "--ledger-schema", "audit");
        shop.openConversation();
        grantTables();
        shop.execute("GRANT CREATE ON SCHEMA public TO \"" + role + "\"");

        assertThat(as()).containsExactly(USUAL);

        shop.execute("GRANT USAGE ON SCHEMA audit TO \"" + role + "\"");
        assertThat(as()).containsExactly(USUAL);

        shop.execute("GRANT SELECT ON audit.databasechangelog TO \"" + role + "\"");
        assertThat(as()).containsExactlyInAnyOrder(USUAL, "BLOCK APPLIED_ELSEWHERE audit.databasechangelog");
    }

    @Test
    void runsWithTheReportedPrivilegesWithoutALedger() {
        grantWhatIsAskedFor();

        Applying.succeeds(shop, "--user", role);
    }

    @Test
    @Tag("slow")
    void runsWithTheReportedPrivilegesWithALedger() {
        openWithLedger();
        grantWhatIsAskedFor();

        Applying.succeeds(shop, "--user", role);
    }

    @Test
    @Tag("slow")
    void runsWithTheReportedPrivilegesWithALedgerInAClosedSchema() {
        shop.execute("CREATE SCHEMA audit");
        Applying.succeeds(shop, "--ledger-schema", "audit", "--tag", "earlier");
        shop.openConversation();
        grantWhatIsAskedFor(LEDGER);

        Applying.succeeds(shop, options(LEDGER));
    }

    @Test
    @Tag("slow")
    void runsWithTheReportedPrivilegesWithoutALockTable() {
        openWithLedger();
        shop.execute("DROP TABLE databasechangeloglock");
        grantWhatIsAskedFor();

        Applying.succeeds(shop, "--user", role);
    }

    @Test
    @Tag("slow")
    void acceptsPrivilegesOfAnotherRole() {
        String group = "group_of_" + shop.database();
        shop.execute(
                "CREATE ROLE " + group,
                "GRANT " + group + " TO \"" + role + "\"",
                "GRANT CREATE ON SCHEMA public TO " + group,
                "GRANT SELECT, DELETE ON messages, message_threads TO " + group);

        assertThat(as()).containsExactly(USUAL);
        Applying.succeeds(shop, "--user", role);
    }

    /** Creates a ledger as another role, and a conversation to delete. */
    private void openWithLedger() {
        Applying.succeeds(shop, "--tag", "earlier");
        shop.openConversation();
    }

    private void grantTables() {
        shop.execute("GRANT SELECT, DELETE ON messages, message_threads TO \"" + role + '"');
    }

    private void grantWhatIsAskedFor(String... options) {
        assertThat(remedies(options)).isNotEmpty();

        remedies(options).forEach(shop::execute);

        assertThat(as(options)).containsExactly(USUAL);
    }

    private List<String> as(String... options) {
        return Hazards.of(shop, options(options));
    }

    private List<String> remedies(String... options) {
        return Hazards.statements("RIGHT_MISSING", shop, options(options));
    }

    private String[] options(String... options) {
        return Stream.concat(Stream.of("--user", role), Stream.of(options)).toArray(String[]::new);
    }
}
