package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.DocumentFixtures;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive of 0.1.0 can be restored like one of this version. */
@ParameterizedClass
@NewestPostgres
class EarlierArchiveTest {
    private static final String TAG = "support-threads-purge";

    private final PostgresShop shop;
    private final DocumentFixtures fixtures;
    private final List<String> archived;

    @TempDir
    private Path directory;

    EarlierArchiveTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        fixtures = DocumentFixtures.of(shop);
        fixtures.fill(shop);
        archived = shop.conversations();
        fixtures.purge(shop);
    }

    @Test
    void isRestored() {
        List<String> others = shop.usersAndOrders();
        List<String> empty = shop.conversations();

        Result result = restore(fixtures.file("archive"), "--expect-database", shop.database());

        assertThat(empty).isEmpty();
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).containsExactlyElementsOf(archived).hasSize(10);
        assertThat(shop.usersAndOrders()).isEqualTo(others);
        assertThat(shop.ledger(TAG)).isEmpty();
    }

    @Test
    void isRefusedOnAnotherDatabaseThanExpected() {
        Result result = restore(fixtures.file("archive"));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.output()).contains("7712833372797340283");
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    @Test
    void isRefusedIfItsManifestWasEdited() throws IOException {
        DocumentFixtures.changeLetter(copy().resolve("manifest.json"));

        Result result = restore(directory, "--expect-database", shop.database());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).containsIgnoringWhitespaces("manifest.json was changed after it was written");
        assertThat(shop.conversations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"public.messages.csv.zst", "public.message_threads.csv.zst"})
    void isRefusedIfAByteOfItsRowsDiffers(String name) throws IOException {
        Path file = copy().resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        Result result = restore(directory, "--expect-database", shop.database());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains(name);
        assertThat(shop.conversations()).isEmpty();
    }

    private Path copy() throws IOException {
        try (Stream<Path> files = Files.list(fixtures.file("archive"))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        return directory;
    }

    private Result restore(Path archive, String... options) {
        String[] all = Stream.concat(
                        Stream.of("--archive", archive.toString(), "-Dconfirmation=OUI"), Stream.of(options))
                .toArray(String[]::new);
        return new CommandLineRun().run("restore", shop, all);
    }
}
