package io.github.ouigate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A killed process leaves no archive that appears complete, and the next run succeeds. */
@ParameterizedClass
@NewestPostgres
class KilledArchiveTest {
    private static final String TAG = "support-threads-purge";

    private final PostgresShop shop;

    @TempDir
    private Path directory;

    KilledArchiveTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
    }

    private Result run(String command) {
        return new CommandLineRun().run(command, shop, options());
    }

    private String[] options() {
        return new String[] {"--archive", directory.toString(), "-Dconfirmation=OUI"};
    }

    private OuigateProcess pausedAt(String step, String command) {
        String[] args = Stream.concat(Stream.of(command, "--url", shop.url()), Stream.of(options()))
                .toArray(String[]::new);
        return OuigateProcess.startAndPauseAt(step, args);
    }

    @ParameterizedTest
    @ValueSource(strings = "PROVEN")
    void killedRunLeavesNoCompleteArchive(String step) throws IOException {
        List<String> before = shop.conversations();
        try (OuigateProcess process = pausedAt(step, "apply")) {
            process.kill();
        }

        assertThat(names()).hasSize(1).allMatch(name -> name.endsWith(".partial"));
        assertThat(run("restore").exitCode()).isEqualTo(2);
        assertThat(shop.conversations()).isEqualTo(before);

        Applying.succeeds(shop, "--archive", directory.toString());
        assertThat(run("restore").exitCode()).isZero();
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"ARCHIVED", "DELETED:2"})
    @Tag("slow")
    void killedRunLeavesNoCompleteArchiveAtTheOtherSteps(String step) throws IOException {
        killedRunLeavesNoCompleteArchive(step);
    }

    @Test
    @Tag("slow")
    void completeArchiveRemainsOnlyIfTheRunMayHaveCommitted() throws IOException {
        List<String> before = shop.conversations();
        try (OuigateProcess process = pausedAt("COMMITTING", "apply")) {
            process.kill();
        }

        Result restored = run("restore");
        Result again = run("apply");

        assertThat(names()).containsExactly(TAG);
        assertThat(restored.exitCode()).as(restored.output()).isEqualTo(4);
        assertThat(restored.err()).contains("[ARCHIVE_NOT_APPLIED]");
        assertThat(again.exitCode()).as(again.output()).isEqualTo(4);
        assertThat(again.out()).containsIgnoringWhitespaces("it was restored, or never committed");
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = "RESTORED")
    @Tag("slow")
    void killedRestoreRestoresAllOrNothing(String step) {
        List<String> before = shop.conversations();
        Applying.succeeds(shop, "--archive", directory.toString());
        try (OuigateProcess process = pausedAt(step, "restore")) {
            process.kill();
        }

        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);

        Result result = run("restore");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger(TAG)).isEmpty();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"LOCKED", "COMMITTING"})
    @Tag("slow")
    void killedRestoreRestoresAllOrNothingAtTheOtherSteps(String step) {
        killedRestoreRestoresAllOrNothing(step);
    }

    @Test
    @Tag("slow")
    void restoreExcludesOtherRuns() {
        Applying.succeeds(shop, "--archive", directory.toString());
        try (OuigateProcess process = pausedAt("RESTORED", "restore")) {
            Result second = new CommandLineRun()
                    .run(
                            "restore",
                            shop,
                            "--archive",
                            directory.toString(),
                            "-Dconfirmation=OUI",
                            "--lock-timeout=200ms",
                            "--lock-attempts=1");

            assertThat(second.exitCode()).as(second.output()).isEqualTo(8);
            assertThat(shop.conversations()).isEmpty();

            process.goOn();
            assertThat(process.exitCode()).as(process.output()).isZero();
        }
        assertThat(shop.conversations()).hasSize(42);
    }

    @Test
    @Tag("slow")
    void interruptedRunRemovesItsArchive() throws IOException {
        try (OuigateProcess process = pausedAt("ARCHIVED", "apply")) {
            process.signalAndAwaitNotice("INT");
            process.goOn();

            assertThat(process.exitCode()).as(process.output()).isEqualTo(130);
        }

        assertThat(names()).isEmpty();
        assertThat(shop.conversations()).hasSize(42);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
