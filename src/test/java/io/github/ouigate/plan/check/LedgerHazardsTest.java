package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.lockservice.LockService;
import liquibase.lockservice.LockServiceFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hazards of the ledger: its location, its users, and its records of the tag. */
@ParameterizedClass
@EveryPostgres
class LedgerHazardsTest {
    private static final String USUAL = "NOTE MISSING_INDEX public.messages";

    private final PostgresShop shop;

    @TempDir
    private Path directory;

    LedgerHazardsTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
    }

    @ParameterizedTest
    @CsvSource({"Audit, Audit"})
    void refusesAMissingSchemaUntilItsRemedy(String option, String schema) {
        String[] options = {"--ledger-schema", option};
        assertThat(Hazards.of(shop, options)).containsExactlyInAnyOrder(USUAL, "BLOCK LEDGER_SCHEMA_MISSING");
        Applying.isRefused("LEDGER_SCHEMA_MISSING", shop, options);

        Hazards.statements("LEDGER_SCHEMA_MISSING", shop, options).forEach(shop::execute);

        assertThat(Hazards.of(shop, options)).containsExactly(USUAL);
        Applying.succeeds(shop, options);
        assertThat(shop.count('"' + schema + "\".databasechangelog")).isOne();
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"audit, audit", "AUDIT, audit", "ledger-1, ledger-1"})
    void refusesAMissingSchemaWithOtherNames(String option, String schema) {
        refusesAMissingSchemaUntilItsRemedy(option, schema);
    }

    /** Liquibase leaves such a name unquoted, and the server folds it. */
    @Test
    void refusesAnUpperCaseDefaultSchema() {
        shop.execute(
                "CREATE SCHEMA \"AUDIT\"",
                "ALTER TABLE messages SET SCHEMA \"AUDIT\"",
                "ALTER TABLE message_threads SET SCHEMA \"AUDIT\"",
                "ALTER DATABASE " + shop.database() + " SET search_path = \"AUDIT\", public");

        assertThat(Hazards.of(shop)).contains("BLOCK MISSPELT");
        Applying.isRefused("MISSPELT", shop);
    }

    @Test
    void refusesASessionWithoutADefaultSchema() {
        String job = JobFile.in(
                        directory,
                        "schemaName: public, tableName: messages",
                        "schemaName: public, tableName: message_threads")
                .toString();
        shop.execute("ALTER DATABASE " + shop.database() + " SET search_path = ''");

        assertThat(Hazards.of(shop, "--changelog", job)).contains("BLOCK NO_DEFAULT_SCHEMA");
        Applying.isRefused("NO_DEFAULT_SCHEMA", shop, "--changelog", job);
        assertThat(Hazards.of(shop, "--changelog", job, "--ledger-schema", "public"))
                .doesNotContain("BLOCK NO_DEFAULT_SCHEMA");
    }

    @Test
    @Tag("slow")
    void refusesWhileLiquibaseHoldsItsLock() throws Exception {
        try (Connection connection = shop.connect()) {
            LockService lock = LockServiceFactory.getInstance()
                    .getLockService(DatabaseFactory.getInstance()
                            .findCorrectDatabaseImplementation(new JdbcConnection(connection)));
            assertThat(lock.acquireLock()).isTrue();

            assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, "BLOCK LIQUIBASE_LOCKED");
            assertThat(Hazards.messages("LIQUIBASE_LOCKED", shop))
                    .singleElement()
                    .asString()
                    .startsWith(shop.value("SELECT lockedby FROM databasechangeloglock")
                            + " has held the Liquibase lock for ");
            Applying.isBusy("LIQUIBASE_LOCKED", shop);

            lock.forceReleaseLock();
        }

        assertThat(Hazards.of(shop)).containsExactly(USUAL);
        Applying.succeeds(shop);
    }

    @Test
    @Tag("slow")
    void warnsOfAnActiveRunAndNotesTheLockOfAKilledOne() {
        try (OuigateProcess run =
                OuigateProcess.startAndPauseAt("LOCKING", "apply", "--url", shop.url(), "-Dconfirmation=OUI")) {
            assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, "WARN RUN_IN_PROGRESS");
            Applying.warns("WARN RUN_IN_PROGRESS", shop);

            run.kill();
            new Sessions(shop).awaitNone();
        }

        assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, "NOTE LOCK_LEFT_BEHIND");
        Applying.succeeds(shop);
        assertThat(Hazards.of(shop)).isEmpty();
        shop.openConversation();
        assertThat(Hazards.of(shop, "--tag", "next")).containsExactly(USUAL);
    }

    @Test
    @Tag("slow")
    void warnsOfARunUntilItEnds() {
        List<String> meanwhile = new ArrayList<>();

        Result result = new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.RECORDED) {
                        meanwhile.addAll(Hazards.of(shop, "--tag", "next"));
                    }
                })
                .run("apply", shop, "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(meanwhile)
                .containsExactlyInAnyOrder(
                        USUAL,
                        "WARN RUN_IN_PROGRESS",
                        "WARN TABLE_LOCKED public.messages",
                        "WARN TABLE_LOCKED public.message_threads");

        shop.openConversation();

        assertThat(Hazards.of(shop, "--tag", "next")).containsExactly(USUAL);
    }

    @Test
    void refusesATagOfAnotherChangesetUntilAnotherTagIsChosen() {
        Applying.succeeds(shop, "--tag", "first");
        shop.execute("UPDATE databasechangelog SET tag = 'release-12' WHERE tag = 'first'");
        shop.openConversation();
        String[] taken = {"--tag", "release-12"};

        assertThat(Hazards.of(shop, taken)).containsExactlyInAnyOrder(USUAL, "BLOCK TAG_TAKEN");
        assertThat(Hazards.messages("TAG_TAKEN", shop, taken))
                .singleElement()
                .asString()
                .contains("release-12", "delete-all-support-threads-first");
        Applying.isRefused("TAG_TAKEN", shop, taken);

        assertThat(Hazards.of(shop, "--tag", "release-13")).containsExactly(USUAL);
        Applying.succeeds(shop, "--tag", "release-13");
    }

    @Test
    @Tag("slow")
    void refusesATagThatAnotherLedgerHas() {
        shop.execute("CREATE SCHEMA a", "CREATE SCHEMA b");
        Applying.succeeds(shop, "--ledger-schema", "a");
        shop.openConversation();
        List<String> elsewhere = List.of(USUAL, "BLOCK APPLIED_ELSEWHERE a.databasechangelog");

        assertThat(Hazards.of(shop)).containsExactlyInAnyOrderElementsOf(elsewhere);
        assertThat(Hazards.of(shop, "--ledger-schema", "b")).containsExactlyInAnyOrderElementsOf(elsewhere);
        assertThat(Hazards.remedies("APPLIED_ELSEWHERE", shop))
                .containsExactly("Add --ledger-schema a. For a new purge, choose a new --tag.");
        Applying.isRefused("APPLIED_ELSEWHERE", shop);
        Applying.isRefused("APPLIED_ELSEWHERE", shop, "--ledger-schema", "b");

        assertThat(Hazards.of(shop, "--ledger-schema", "a")).isEmpty();
        assertThat(Applying.confirmed(shop, "--ledger-schema", "a").out()).contains("Nothing to do");
        assertThat(Hazards.of(shop, "--ledger-schema", "b", "--tag", "next")).containsExactly(USUAL);
    }

    @Test
    @Tag("slow")
    void omitsIrrelevantHazardsAfterTheTagWasApplied() throws Exception {
        Applying.succeeds(shop);
        shop.openConversation();
        shop.execute(
                "CREATE PUBLICATION feed FOR ALL TABLES",
                "ALTER TABLE messages REPLICA IDENTITY NOTHING",
                "ALTER DATABASE " + shop.database() + " SET default_transaction_read_only = on");
        String[] options = {"--max-rows", "1", "--expect-database", "another", "--environment", "production"};

        try (Sessions.Blocker other = new Sessions(shop).block("LOCK TABLE users IN ROW EXCLUSIVE MODE")) {
            assertThat(Hazards.of(shop, "--max-rows", "1")).isEmpty();
            assertThat(Applying.confirmed(shop).exitCode()).isZero();
            assertThat(Hazards.of(shop, options))
                    .containsExactlyInAnyOrder("BLOCK OTHER_DATABASE", "BLOCK ENVIRONMENT_UNMARKED");
            assertThat(Applying.confirmed(shop, options).exitCode()).isEqualTo(4);
            assertThat(other.isOpen()).isTrue();
        }
    }
}
