package io.github.ouigate.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EndedProgram;
import io.github.ouigate.testing.MavenProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job is gated in Liquibase's Maven plugin too, in the build's version. */
@Tag("slow")
class MavenPluginIT {
    private static final String TAG = "support-threads-purge";
    private static final Path POM = Path.of("src", "test", "resources", "stock-maven-plugin", "pom.xml");

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    @BeforeEach
    void needsMaven() {
        assumeTrue(MavenProcess.home().isPresent(), "not started by Maven");
    }

    @Test
    void failsWithoutConfirmationAndDeletesNothing() throws Exception {
        List<String> before = shop.conversations();

        EndedProgram none = update("-Dliquibase.contexts=manual");
        EndedProgram wrong = update("-Dliquibase.contexts=manual", "-Dconfirmation=oui");

        assertThat(List.of(none, wrong)).allSatisfy(build -> {
            assertThat(build.code()).as(build.output()).isNotZero();
            assertThat(build.output()).contains("confirmation", "BUILD FAILURE");
        });
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger(TAG)).isEmpty();
    }

    @Test
    void deletesWithConfirmationSoThatOuigateHasNothingToDo() throws Exception {
        List<String> others = shop.usersAndOrders();

        EndedProgram build = update("-Dliquibase.contexts=manual", "-Dconfirmation=OUI");

        assertThat(build.code()).as(build.output()).isZero();
        assertThat(build.output()).contains(":" + System.getProperty("ouigate.liquibase.version") + ":update");
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.usersAndOrders()).isEqualTo(others);
        assertThat(shop.ledger(TAG)).hasSize(1).first().asString().startsWith("delete-all-support-threads-" + TAG);

        shop.openConversation();
        List<String> opened = shop.conversations();
        Result result = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("Nothing to do");
        assertThat(shop.conversations()).isEqualTo(opened);
    }

    @Test
    void runsNothingUnlessTheContextIsNamed() throws Exception {
        List<String> before = shop.conversations();

        EndedProgram build = update("-Dconfirmation=OUI");

        assertThat(build.code()).as(build.output()).isZero();
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger(TAG)).isEmpty();
    }

    @Test
    void hasNothingToDoAfterOuigate() throws Exception {
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");
        shop.openConversation();
        List<String> opened = shop.conversations();

        EndedProgram build = update("-Dliquibase.contexts=manual", "-Dconfirmation=OUI");

        assertThat(build.code()).as(build.output()).isZero();
        assertThat(shop.conversations()).isEqualTo(opened);
        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    private EndedProgram update(String... options) throws Exception {
        Files.copy(POM, directory.resolve("pom.xml"), StandardCopyOption.REPLACE_EXISTING);
        List<String> args = new ArrayList<>(List.of(
                "liquibase:update",
                "-Dliquibase.analytics.enabled=false",
                "-Dliquibase.version=" + System.getProperty("ouigate.liquibase.version"),
                "-Dpostgresql.version=" + System.getProperty("ouigate.postgresql.version"),
                "-Ddatabase.url=jdbc:postgresql://127.0.0.1:" + shop.server().port() + "/" + shop.database(),
                "-Djob.directory=" + Path.of("").toAbsolutePath()));
        args.addAll(List.of(options));
        return MavenProcess.run(directory, args.toArray(String[]::new));
    }
}
