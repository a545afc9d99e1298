package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.NewestPostgresAndH2;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** A plan or a receipt supplies the job of status and verify, so that --changelog, --tag and -D are not required. */
@ParameterizedClass
@NewestPostgresAndH2
class SavedRunTest {
    private static final List<String> COMMANDS = List.of("status", "verify");

    private final TestDatabase database;
    private final Shop shop;

    @TempDir
    private Path directory;

    private Path changelog;
    private Path plan;
    private Path receipt;

    SavedRunTest(TestDatabase database) {
        this.database = database;
        this.shop = database.newShop();
    }

    @BeforeEach
    void applyAJobOfItsOwn() throws IOException {
        changelog = directory.resolve("own.yaml");
        plan = directory.resolve("plan.json");
        receipt = directory.resolve("receipt.json");
        String job = Files.readString(Path.of("changelogs/closed-threads.yaml"));
        Files.writeString(changelog, job);
        String[] options = {"--changelog", changelog.toString(), "--tag", "own", "-Dmonths=12"};
        Result planned = new CommandLineRun()
                .run(
                        "plan",
                        shop,
                        options[0],
                        options[1],
                        options[2],
                        options[3],
                        options[4],
                        "--out",
                        plan.toString());
        assertThat(planned.exitCode()).as(planned.output()).isZero();
        Result applied =
                new CommandLineRun().run("apply", shop, "--plan", plan.toString(), "--json", "-Dconfirmation=OUI");
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        Files.writeString(receipt, applied.out());
    }

    @Test
    void suppliesTheJob() {
        onEachCommandLine(this::assertSuppliesTheJob);
    }

    private void assertSuppliesTheJob(String command, String kind) {
        Result result = new CommandLineRun()
                .run(command, shop, "--json", "--" + kind, file(kind).toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Json.document(result).path("job").path("tag").asText()).isEqualTo("own");
        assertThat(Json.document(result)
                        .path("job")
                        .path("properties")
                        .path("months")
                        .asText())
                .isEqualTo("12");
        assertThat(Json.text(result, "outcome")).isEqualTo(command.equals("status") ? "APPLIED" : "VERIFIED");
    }

    @Test
    @Tag("slow")
    void isRefusedOnAnotherDatabase() {
        Shop other = database.newShop();

        onEachCommandLine((command, kind) -> {
            Result result = new CommandLineRun()
                    .run(command, other, "--" + kind, file(kind).toString());

            assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        });
    }

    @Test
    void isRefusedIfTheJobFileHasChanged() throws IOException {
        Files.writeString(changelog, Files.readString(changelog) + "# another job\n");

        onEachCommandLine((command, kind) -> {
            Result result = new CommandLineRun()
                    .run(command, shop, "--" + kind, file(kind).toString());

            assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
            assertThat(result.err()).contains("of another job");
        });
    }

    @Test
    void planAndReceiptCannotBeCombined() {
        for (String command : COMMANDS) {
            Result result =
                    new CommandLineRun().run(command, shop, "--plan", plan.toString(), "--receipt", receipt.toString());

            assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
            assertThat(result.err()).contains("--plan and --receipt");
        }
    }

    @Test
    void isRefusedWithAnotherDigest() {
        Result result =
                new CommandLineRun().run("status", shop, "--plan", plan.toString(), "--expect-digest", "0".repeat(64));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
    }

    /** Checks each command with the plan and with the receipt; the purge before them takes longer than all of them. */
    private static void onEachCommandLine(BiConsumer<String, String> check) {
        for (String command : COMMANDS) {
            for (String kind : List.of("plan", "receipt")) {
                check.accept(command, kind);
            }
        }
    }

    private Path file(String kind) {
        return kind.equals("plan") ? plan : receipt;
    }
}
