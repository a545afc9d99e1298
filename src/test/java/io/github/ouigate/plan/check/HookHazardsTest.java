package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers, rules and policies that make a delete affect more or fewer rows. */
@ParameterizedClass
@EveryPostgres
class HookHazardsTest {
    private static final String TRIGGER = "WARN TRIGGER public.messages";
    private static final String RULE = "BLOCK RULE public.messages";
    private static final String ROW_SECURITY = "BLOCK ROW_SECURITY public.messages";

    private final PurgedShop shop;

    HookHazardsTest(int version) {
        this.shop = new PurgedShop(version);
    }

    @BeforeEach
    void hasATriggerFunctionThatKeepsALog() {
        shop.execute(
                "CREATE TABLE deleted (id int GENERATED ALWAYS AS IDENTITY, note text)",
                "CREATE FUNCTION log_it() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO deleted (note) VALUES (TG_OP); RETURN OLD; END'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRIGGER logs AFTER DELETE ON messages FOR EACH ROW"})
    void warnsOfATriggerUntilItIsDisabled(String definition) {
        shop.execute("CREATE " + definition + " EXECUTE FUNCTION log_it()");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, TRIGGER);

        shop.execute(shop.remedyStatement(Hazard.Code.TRIGGER));
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.assertApplied();
        assertThat(shop.shop().count("deleted")).isZero();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRIGGER logs BEFORE DELETE ON messages FOR EACH ROW",
                "TRIGGER logs AFTER INSERT OR UPDATE OR DELETE ON messages FOR EACH STATEMENT",
                "CONSTRAINT TRIGGER logs AFTER DELETE ON messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
            })
    void warnsOfOtherTriggersUntilTheyAreDisabled(String definition) {
        warnsOfATriggerUntilItIsDisabled(definition);
    }

    @Test
    void permitsTheWritesOfATriggerIfAllowed() {
        shop.execute("CREATE TRIGGER logs AFTER DELETE ON messages FOR EACH ROW EXECUTE FUNCTION log_it()");

        shop.assertApplied("--allow-writes", "public.deleted");

        assertThat(shop.shop().conversations()).isEmpty();
        assertThat(shop.shop().count("deleted")).isEqualTo(36);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT", "UPDATE", "TRUNCATE", "INSERT OR UPDATE OR TRUNCATE"})
    @Tag("slow")
    void ignoresTriggersOnOtherEvents(String event) {
        shop.execute("CREATE TRIGGER logs AFTER " + event + " ON messages EXECUTE FUNCTION log_it()");

        assertThat(shop.hazards()).contains(PurgedShop.AS_IT_IS).doesNotContain(TRIGGER);
        shop.assertApplied();
        assertThat(shop.shop().count("deleted")).isZero();
    }

    @Test
    @Tag("slow")
    void ignoresTriggersThatFireOnReplicasOnly() {
        shop.execute(
                "CREATE TRIGGER logs AFTER DELETE ON messages EXECUTE FUNCTION log_it()",
                "ALTER TABLE messages ENABLE REPLICA TRIGGER logs");

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.assertApplied();
        assertThat(shop.shop().count("deleted")).isZero();
    }

    @Test
    @Tag("slow")
    void warnsOfATriggerThatAlwaysFires() {
        shop.execute(
                "CREATE TRIGGER logs AFTER DELETE ON messages EXECUTE FUNCTION log_it()",
                "ALTER TABLE messages ENABLE ALWAYS TRIGGER logs");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, TRIGGER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSTEAD NOTHING", "ALSO DELETE FROM orders", "INSTEAD DELETE FROM message_threads"})
    @Tag("slow")
    void refusesARuleUntilItIsDisabled(String action) {
        shop.execute("CREATE RULE rewriting AS ON DELETE TO messages DO " + action);

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, RULE);
        shop.assertRefused(Hazard.Code.RULE);

        shop.execute(shop.remedyStatement(Hazard.Code.RULE));
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.assertApplied();
        assertThat(shop.shop().conversations()).isEmpty();
    }

    @Test
    @Tag("slow")
    void ignoresRulesOnOtherEvents() {
        shop.execute("CREATE RULE rewriting AS ON UPDATE TO messages DO INSTEAD NOTHING");

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
    }

    @Test
    @Tag("slow")
    void ignoresRulesThatApplyOnReplicasOnly() {
        shop.execute(
                "CREATE RULE rewriting AS ON DELETE TO messages DO INSTEAD NOTHING",
                "ALTER TABLE messages ENABLE REPLICA RULE rewriting");

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.assertApplied();
        assertThat(shop.shop().conversations()).isEmpty();
    }

    @Test
    void refusesRowSecurityUntilTheRoleBypassesIt() {
        String role = shop.connectAs("clerk", "SELECT, DELETE ON messages, message_threads");
        shop.execute(
                "ALTER TABLE messages ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY answers ON messages USING (author_user_id IS NULL)");

        assertThat(shop.hazards()).contains(ROW_SECURITY);
        shop.assertRefused(Hazard.Code.ROW_SECURITY);

        shop.execute("ALTER ROLE " + role + " BYPASSRLS");
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.assertApplied();
        assertThat(shop.shop().conversations()).isEmpty();
    }

    @Test
    void reportsRowSecurityIfTheRoleHasTurnedItOff() {
        String role = shop.connectAs("clerk", "SELECT, DELETE ON messages, message_threads");
        shop.execute(
                "ALTER TABLE messages ENABLE ROW LEVEL SECURITY", "ALTER ROLE " + role + " SET row_security = off");

        assertThat(shop.hazards()).contains(ROW_SECURITY);
    }

    /** NEW is NULL in a delete: https://github.com/NASA-AMMOS/plandev/pull/1631. Here this prevents some deletes. */
    @Test
    void rollsBackIfATriggerPreventsSomeDeletes() {
        shop.execute(
                "CREATE FUNCTION keep_some() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN IF OLD.author_user_id IS NOT NULL THEN RETURN NEW; END IF; RETURN OLD; END'",
                "CREATE TRIGGER keeps BEFORE DELETE ON messages FOR EACH ROW EXECUTE FUNCTION keep_some()");

        Result result = shop.apply();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).contains("public.messages");
        assertThat(shop.shop().conversations()).hasSize(42);
        assertThat(shop.shop().ledger("support-threads-purge")).isEmpty();
    }

    /** A key deletes rows that policies hide: https://github.com/mbannert/timeseriesdb/issues/126. */
    @Test
    @Tag("slow")
    void refusesCascadesIntoRowsThatRowSecurityMayHide() {
        shop.execute(
                "CREATE TABLE notes (id uuid REFERENCES messages ON DELETE CASCADE)",
                "INSERT INTO notes SELECT id FROM messages",
                "ALTER TABLE notes ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY none ON notes FOR DELETE USING (false)");
        shop.connectAs("purger", "SELECT, DELETE ON messages, message_threads, notes", "SELECT ON users, orders");

        assertThat(shop.hazards()).anyMatch(hazard -> hazard.startsWith("BLOCK") && hazard.endsWith("public.notes"));
        assertThat(shop.apply().exitCode()).isEqualTo(4);
        assertThat(shop.shop().count("notes")).isEqualTo(36);
    }

    @Test
    @Tag("slow")
    void refusesTheOwnerOnlyIfRowSecurityIsForced() {
        String role = shop.connectAs("owner", "SELECT, DELETE ON message_threads");
        shop.execute(
                "ALTER TABLE messages OWNER TO " + role,
                "ALTER TABLE messages ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE messages FORCE ROW LEVEL SECURITY");

        assertThat(shop.hazards()).contains(ROW_SECURITY);
        shop.assertRefused(Hazard.Code.ROW_SECURITY);

        shop.execute("ALTER TABLE messages NO FORCE ROW LEVEL SECURITY");
        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.assertApplied();
        assertThat(shop.shop().conversations()).isEmpty();
    }

    @Test
    void ignoresRowSecurityForASuperuser() {
        shop.execute("ALTER TABLE messages ENABLE ROW LEVEL SECURITY", "ALTER TABLE messages FORCE ROW LEVEL SECURITY");

        assertThat(shop.hazards()).containsExactly(PurgedShop.AS_IT_IS);
        shop.assertApplied();
        assertThat(shop.shop().conversations()).isEmpty();
    }

    @Test
    void warnsOfAnotherTableWhoseRowsRowSecurityMayHide() {
        shop.execute(
                "CREATE TABLE ratings (thread_id uuid REFERENCES message_threads)",
                "CREATE INDEX ON ratings (thread_id)",
                "INSERT INTO ratings SELECT id FROM message_threads LIMIT 1",
                "ALTER TABLE ratings ENABLE ROW LEVEL SECURITY");
        shop.connectAs("clerk", "SELECT, DELETE ON messages, message_threads", "SELECT ON ratings");

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "WARN OUTSIDE_UNREADABLE public.ratings");

        shop.execute("ALTER TABLE ratings DISABLE ROW LEVEL SECURITY");
        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(PurgedShop.AS_IT_IS, "BLOCK OUTSIDE_REFERENCES public.ratings");
    }
}
