package io.github.ouigate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The built program, started through the launcher as by a user, with its real exit codes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherIT {
    private static final Path LAUNCHER = Path.of("scripts", "ouigate").toAbsolutePath();

    @TempDir
    private Path directory;

    private record Ended(int code, String out, String err) {}

    @Test
    void demoRunsCompletely() {
        Ended demo = ouigate(LAUNCHER, "demo", "-Dconfirmation=OUI", "--lang", "en");

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out())
                .containsSubsequence(
                        "Done: the rows are deleted", "36", "6", "Nothing to do: the tag was already applied");
    }

    @Test
    void startsThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("og"), LAUNCHER);

        Ended version = ouigate(link, "--version");

        Files.delete(link);
        assertThat(version.out()).contains("ouigate 0.");
    }

    /** Otherwise the JVM would warn on standard output, which is for results. */
    @Test
    void ignoresWhatTheBuildPreparedIfItIsMissingOrDamaged() throws IOException {
        Path lib = Files.createDirectories(directory.resolve("lib"));
        Path copy = Files.copy(
                LAUNCHER, Files.createDirectories(directory.resolve("scripts")).resolve("ouigate"));
        try (Stream<Path> jars = Files.list(LAUNCHER.resolveSibling("../target/lib"))) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }

        Ended missing = ouigate(copy, "--version");
        String prepared = "ouigate-" + System.getProperty("java.version");
        Files.writeString(lib.resolve(prepared + ".jsa"), "damaged");
        Ended damagedArchive = ouigate(copy, "--version");
        Files.writeString(lib.resolve(prepared + ".aot"), "damaged");
        Ended damagedCache = ouigate(copy, "--version");

        assertThat(List.of(missing, damagedArchive, damagedCache)).allSatisfy(version -> {
            assertThat(version.code()).isZero();
            assertThat(version.out()).startsWith("ouigate 0.");
            assertThat(version.err()).isEmpty();
        });
    }

    @Test
    void endsWith1WhenItCannotConnect() {
        assertThat(ouigate(LAUNCHER, "plan", "--url", "postgresql://127.0.0.1:1/shop")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void endsWith2OnAUsageError() {
        assertThat(ouigate(LAUNCHER, "demo", "--no-such-option").code()).isEqualTo(2);
        assertThat(ouigate(LAUNCHER).code()).isEqualTo(2);
    }

    @Test
    void endsWith3WithoutAConfirmationEvenIfItIsPipedIn() {
        Ended demo = ouigate(LAUNCHER, "demo");

        assertThat(demo.code()).isEqualTo(3);
        assertThat(demo.out()).contains("A piped answer is not");
    }

    @Test
    void endsWith4OnAnUnsafeJob() throws IOException {
        Path job = Files.writeString(directory.resolve("job.yaml"), "databaseChangeLog: []\n");

        assertThat(ouigate(LAUNCHER, "demo", "--changelog", job.toString(), "-Dconfirmation=OUI")
                        .code())
                .isEqualTo(4);
    }

    @Test
    void endsWith5WhenTheDatabaseStopsTheDelete() {
        PostgresShop shop = new PostgresShop(PostgresServer.newest());
        shop.execute(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$BEGIN RAISE 'threads are under audit'; END$$",
                "CREATE TRIGGER audit BEFORE DELETE ON message_threads EXECUTE FUNCTION refuse()");
        List<String> before = shop.conversations();

        Ended apply = ouigate(LAUNCHER, "apply", "--url", shop.url(), "-Dconfirmation=OUI", "--lang", "en");

        assertThat(apply.code()).isEqualTo(5);
        assertThat(apply.out()).contains("Rolled back: no data has changed", "threads are under audit");
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger("support-threads-purge")).isEmpty();
    }

    @Test
    void endsWith8WhileAnotherSessionHasTheTables() throws Exception {
        PostgresShop shop = new PostgresShop(PostgresServer.newest());

        try (Sessions.Blocker other = new Sessions(shop).block("LOCK TABLE messages IN ACCESS EXCLUSIVE MODE")) {
            Ended apply = ouigate(LAUNCHER, "apply", "--url", shop.url(), "-Dconfirmation=OUI", "--lang", "en");

            assertThat(apply.code()).isEqualTo(8);
            assertThat(apply.out()).contains("Busy: no data has changed", String.valueOf(other.pid()));
        }
    }

    /** Starts the program in another directory with OUI as its input, and waits for its end. */
    private Ended ouigate(Path launcher, String... args) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(directory.resolve("out").toFile())
                    .redirectError(directory.resolve("err").toFile());
            builder.environment().keySet().removeIf(name -> name.toUpperCase(Locale.ROOT)
                    .equals("CONFIRMATION"));
            builder.redirectInput(
                    Files.writeString(directory.resolve("in"), "OUI\n").toFile());
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it does not end: " + command);
            }
            return new Ended(
                    process.exitValue(),
                    Files.readString(directory.resolve("out")),
                    Files.readString(directory.resolve("err")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
