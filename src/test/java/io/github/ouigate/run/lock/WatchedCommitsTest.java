package io.github.ouigate.run.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers on the ledger's tables cannot write to other tables, in the purge or in other transactions of a run. */
@ParameterizedClass
@EveryPostgres
class WatchedCommitsTest {
    private static final String FUNCTION = "CREATE FUNCTION spy() RETURNS %s LANGUAGE plpgsql AS"
            + " 'BEGIN DELETE FROM orders WHERE number = (SELECT min(number) FROM orders); %s END'";

    private final PostgresShop shop;

    WatchedCommitsTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRIGGER spy AFTER INSERT ON databasechangelog FOR EACH ROW"})
    void rollsBackWritesOfALedgerTrigger(String trigger) {
        apply("--tag", "earlier");
        shop.openConversation();
        shop.execute(FUNCTION.formatted("trigger", "RETURN NULL;"), "CREATE " + trigger + " EXECUTE FUNCTION spy()");

        assertRolledBack("LEDGER_TRIGGER", "spy");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRIGGER spy AFTER UPDATE ON databasechangeloglock FOR EACH ROW WHEN (NEW.locked)",
                "TRIGGER spy AFTER UPDATE ON databasechangeloglock FOR EACH ROW WHEN (NOT NEW.locked)",
                "CONSTRAINT TRIGGER spy AFTER UPDATE ON databasechangeloglock DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
            })
    void rollsBackWritesOfATriggerOnTheLock(String trigger) {
        rollsBackWritesOfALedgerTrigger(trigger);
    }

    @Test
    void rollsBackWritesOfALockTriggerInARunThatEndsEarly() {
        apply("--tag", "earlier");
        shop.openConversation();
        shop.execute(
                FUNCTION.formatted("trigger", "RETURN NULL;"),
                "CREATE TRIGGER spy AFTER UPDATE ON databasechangeloglock EXECUTE FUNCTION spy()");

        assertRolledBack("LEDGER_TRIGGER", "spy", "--max-duration", "1ms");
    }

    @Test
    void rollsBackWritesOfALockRule() {
        apply("--tag", "earlier");
        shop.openConversation();
        shop.execute("CREATE RULE spy AS ON UPDATE TO databasechangeloglock DO ALSO DELETE FROM orders");

        assertRolledBack("LEDGER_TRIGGER", "spy");
    }

    @Test
    @Tag("slow")
    void rollsBackWritesOfAnEventTriggerOnTheLedger() {
        shop.execute(
                FUNCTION.formatted("event_trigger", ""),
                "CREATE EVENT TRIGGER spy ON ddl_command_end EXECUTE FUNCTION spy()");

        assertRolledBack("EVENT_TRIGGER", "spy");
    }

    /** The catalog no longer contains the table. */
    @Test
    @Tag("slow")
    void rollsBackDropsOfAnEventTrigger() {
        shop.execute(
                "CREATE FUNCTION spy() RETURNS event_trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN DROP TABLE IF EXISTS orders CASCADE; END'",
                "CREATE EVENT TRIGGER spy ON ddl_command_end WHEN TAG IN (''CREATE TABLE'') EXECUTE FUNCTION spy()"
                        .replace("''", "'"));

        assertRolledBack("EVENT_TRIGGER", "spy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE ON messages"})
    void rollsBackAnAdditionalRowOfTheLedger(String event) {
        apply("--tag", "earlier");
        shop.openConversation();
        shop.execute(
                "CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN UPDATE databasechangelog SET tag = ''other'' WHERE tag = ''earlier''; RETURN NULL; END'",
                "CREATE TRIGGER spy AFTER " + event + " EXECUTE FUNCTION spy()");

        assertRolledBack("TRIGGER", "spy");
        assertThat(shop.ledger("earlier")).hasSize(1);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"UPDATE ON databasechangeloglock"})
    void rollsBackAnAdditionalRowByATriggerOnTheLock(String event) {
        rollsBackAnAdditionalRowOfTheLedger(event);
    }

    @Test
    void commitsAllowedWritesOfALedgerTrigger() {
        apply("--tag", "earlier");
        shop.openConversation();
        shop.execute(
                "CREATE TABLE audit (note text)",
                "CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO audit VALUES (TG_OP); RETURN NULL; END'",
                "CREATE TRIGGER spy AFTER UPDATE ON databasechangeloglock EXECUTE FUNCTION spy()");

        Applying.succeeds(shop, "--allow-writes", "public.audit");

        assertThat(shop.count("audit")).isEqualTo(2);
    }

    private void assertRolledBack(String hazard, String named, String... options) {
        List<String> before = everything();
        long locked = shop.lockHolders().size();

        Result result = apply(options);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.err()).contains(hazard + "]", named);
        assertThat(everything()).isEqualTo(before);
        assertThat(shop.ledger("support-threads-purge")).isEmpty();
        assertThat(locked).isZero();
    }

    private Result apply(String... options) {
        return Applying.confirmed(shop, options);
    }

    private List<String> everything() {
        List<String> rows = shop.conversations();
        rows.addAll(shop.usersAndOrders());
        return rows;
    }

    @Test
    @Tag("slow")
    void rehearsesTheRollback() {
        shop.execute(
                FUNCTION.formatted("event_trigger", ""),
                "CREATE EVENT TRIGGER spy ON ddl_command_end EXECUTE FUNCTION spy()");

        Result result = new CommandLineRun().run("apply", shop, "--rehearse");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).contains("public.orders");
    }
}
