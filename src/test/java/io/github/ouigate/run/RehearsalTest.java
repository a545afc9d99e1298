package io.github.ouigate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Dump;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.H2Shop;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** A rehearsal does everything that a run does and changes nothing. */
@ParameterizedClass
@EveryPostgres
class RehearsalTest {
    private final PostgresShop shop;

    RehearsalTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
    }

    @Test
    @Tag("slow")
    void doesNotChangeADatabaseWithoutALedger() {
        assertRehearsed();
        assertThat(shop.ledger("support-threads-purge")).isEmpty();
    }

    @Test
    void doesNotChangeADatabaseWithALedger() {
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI", "--tag", "earlier");
        shop.openConversation();

        assertRehearsed();
    }

    private void assertRehearsed() {
        List<Step> steps = new ArrayList<>();
        List<String> before = Dump.of(shop);

        Result result = new CommandLineRun().watchedBy(steps::add).run("apply", shop, "--rehearse");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out())
                .contains("Rehearsed", "public.messages", "deleted", "waited for")
                .doesNotContain("recovery_target_xid");
        assertThat(steps)
                .containsSubsequence(Step.LOCKED, Step.DELETED, Step.DELETED, Step.RECORDED, Step.PROVEN, Step.UNDONE)
                .doesNotContain(Step.COMMITTING, Step.COMMITTED);
        assertThat(Dump.of(shop)).containsExactlyElementsOf(before);
    }

    @Test
    void locksWritersOutLikeARun() {
        List<String> locks = new ArrayList<>();

        new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.PROVEN) {
                        locks.addAll(shop.rows("SELECT relation::regclass FROM pg_locks WHERE mode = 'ExclusiveLock'"
                                + " AND locktype = 'relation' AND granted ORDER BY 1"));
                    }
                })
                .run("apply", shop, "--rehearse");

        assertThat(locks).containsExactlyInAnyOrder("messages", "message_threads");
    }

    @Test
    void documentIdentifiesARehearsal() {
        Result result = new CommandLineRun().run("apply", shop, "--rehearse", "--json");

        assertThat(Json.text(result, "outcome")).isEqualTo("REHEARSED");
        assertThat(Json.texts(result, "deletions", "deleted")).containsOnly("0");
        assertThat(Json.texts(result, "writtenTables", "deleted")).contains("36", "6");
    }

    @Test
    void findsTheProblemsOfARun() {
        shop.execute(
                "CREATE TABLE audit (note text)",
                "CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO audit VALUES (''late''); RETURN NULL; END'",
                "CREATE CONSTRAINT TRIGGER late AFTER DELETE ON messages DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION spy()");

        Result result = new CommandLineRun().run("apply", shop, "--rehearse");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out().replaceAll("\\s+", " ")).contains("public.audit (36 inserted)");
    }

    @Test
    void hasNothingToDoAfterTheTagWasApplied() {
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        Result result = new CommandLineRun().run("apply", shop, "--rehearse");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("Nothing to do");
    }

    @Test
    void isRefusedOnH2WithoutALedger() {
        H2Shop h2 = new H2Shop();
        h2.execute("DROP TABLE DATABASECHANGELOG", "DROP TABLE DATABASECHANGELOGLOCK");
        List<String> before = h2.rows("SCRIPT");

        Result result = new CommandLineRun().run("apply", h2, "--rehearse");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out()).contains("H2 commits when a table is created");
        assertThat(h2.rows("SCRIPT")).isEqualTo(before);
    }

    @Test
    void doesNotChangeH2() {
        H2Shop h2 = new H2Shop();
        List<String> before = h2.rows("SCRIPT");

        Result result = new CommandLineRun().run("apply", h2, "--rehearse");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("Rehearsed");
        assertThat(h2.rows("SCRIPT")).isEqualTo(before);
    }
}
