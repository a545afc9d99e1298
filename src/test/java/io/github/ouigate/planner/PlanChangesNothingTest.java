package io.github.ouigate.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Dump;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Planning does not change a database, including Liquibase's tables; neither does a run that does not begin. */
@ParameterizedClass
@NewestPostgres
class PlanChangesNothingTest {
    private final PostgresShop shop;

    @TempDir
    private Path directory;

    PlanChangesNothingTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
    }

    @ParameterizedTest
    @CsvSource({
        "plan, 0",
        "plan --out FILE, 0",
        "status, 0",
        "apply -Dconfirmation=oui, 3",
        "apply -Dconfirmation=OUI --max-rows 1, 4",
    })
    @Tag("slow")
    void doesNotChangeADatabaseWithoutALedger(String commandLine, int exitCode) {
        assertLeaves(commandLine, exitCode);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "plan --json, 0",
        "plan --tag another, 0",
        "plan --max-rows 1, 4",
        "plan --ledger-schema missing, 4",
        "status --json, 0",
        "apply, 3",
        "apply -Dconfirmation=OUI --expect-database another, 4",
        "apply -Dconfirmation=OUI --environment production, 4",
        "apply -Dconfirmation=OUI --ledger-schema missing, 4",
    })
    void leavesADatabaseWithoutALedgerAsItWasOnOtherCommandLines(String commandLine, int exitCode) {
        assertLeaves(commandLine, exitCode);
    }

    @ParameterizedTest
    @CsvSource({
        "plan, 0",
        "apply --tag another -Dconfirmation=OUI --max-rows 1, 4",
    })
    void doesNotChangeADatabaseWithALedger(String commandLine, int exitCode) {
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");
        shop.openConversation();

        assertLeaves(commandLine, exitCode);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "plan --json, 0",
        "plan --out FILE, 0",
        "plan --tag another, 0",
        "status, 0",
        "status --tag another, 0",
        "apply -Dconfirmation=OUI, 0",
        "apply -Dconfirmation=OUI --json, 0",
        "apply --tag another, 3",
    })
    void doesNotChangeADatabaseOnOtherCommandLines(String commandLine, int exitCode) {
        doesNotChangeADatabaseWithALedger(commandLine, exitCode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "non", "oui", "OUI "})
    @Tag("slow")
    void changesNothingOnEveryAnswerExceptOui(String answer) {
        List<String> before = Dump.of(shop);

        Result result = new CommandLineRun().typing(answer).run("apply", shop);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(Dump.of(shop)).containsExactlyElementsOf(before);
    }

    @Test
    void changesNothingIfAnApprovedPlanIsStale() {
        String file = directory.resolve("plan.json").toString();
        new CommandLineRun().run("plan", shop, "--out", file);
        shop.openConversation();

        assertLeaves("apply -Dconfirmation=OUI --plan FILE", 4);
    }

    /** A run that is refused under its locks has created Liquibase's tables, and nothing else. */
    @Test
    void changesNothingIfARunIsRefusedUnderItsLocks() {
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");
        shop.openConversation();
        List<String> rows = shop.conversations();

        Result result = new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.LOCKING) {
                        shop.execute(
                                "UPDATE messages SET content = 'edited'", "CREATE INDEX late ON messages (content)");
                    }
                })
                .run("apply", shop, "-Dconfirmation=OUI", "--tag", "another");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(shop.conversations()).hasSameSizeAs(rows);
        assertThat(shop.rows("SELECT tag FROM databasechangelog")).containsExactly("support-threads-purge");
        assertThat(shop.lockHolders()).isEmpty();
    }

    private void assertLeaves(String commandLine, int exitCode) {
        String[] args = commandLine
                .replace("FILE", directory.resolve("plan.json").toString())
                .split(" ");
        List<String> before = Dump.of(shop);

        Result result = new CommandLineRun()
                .run(args[0], shop, List.of(args).subList(1, args.length).toArray(String[]::new));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        assertThat(Dump.of(shop)).containsExactlyElementsOf(before);
    }
}
