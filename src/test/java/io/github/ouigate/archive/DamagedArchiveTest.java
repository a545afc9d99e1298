package io.github.ouigate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A damaged archive restores nothing and reports the reason. */
@Tag("slow")
class DamagedArchiveTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    private Path archive;

    interface Damage {
        void to(Path archive) throws IOException;
    }

    @BeforeEach
    void archive() {
        Applying.succeeds(shop, "--archive", directory.toString());
        archive = directory.resolve("support-threads-purge");
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                arguments("a byte that has flipped", (Damage) DamagedArchiveTest::flip, "zst"),
                arguments("a file that ends early", (Damage) DamagedArchiveTest::truncate, "zst"),
                arguments("a file with more behind it", (Damage) DamagedArchiveTest::append, "not the file that was"),
                arguments("an empty file", (Damage) DamagedArchiveTest::empty, "zst"),
                arguments("a missing file", (Damage) file -> Files.delete(messages(file)), "is missing"),
                arguments(
                        "an edited manifest",
                        (Damage) file -> replace(file, "\"rows\" : 36", "\"rows\" : 35"),
                        "was changed after it was written"),
                arguments(
                        "a manifest of another version",
                        (Damage) file -> replace(file, "\"schemaVersion\" : 2", "\"schemaVersion\" : 3"),
                        "cannot read the manifest"),
                arguments(
                        "half a manifest",
                        (Damage) file -> Files.writeString(manifest(file), "{\"schemaVersion\" : 1,"),
                        "is not a complete manifest"));
    }

    private static Path messages(Path archive) {
        return archive.resolve("public.messages.csv.zst");
    }

    private static Path manifest(Path archive) {
        return archive.resolve("manifest.json");
    }

    private static void flip(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(messages(archive));
        bytes[bytes.length / 2] ^= 1;
        Files.write(messages(archive), bytes);
    }

    private static void truncate(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(messages(archive));
        Files.write(messages(archive), Arrays.copyOf(bytes, bytes.length - 5));
    }

    private static void append(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(messages(archive));
        byte[] twice = Arrays.copyOf(bytes, bytes.length * 2);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        Files.write(messages(archive), twice);
    }

    private static void empty(Path archive) throws IOException {
        Files.write(messages(archive), new byte[0]);
    }

    private static void replace(Path archive, String text, String by) throws IOException {
        String manifest = Files.readString(manifest(archive));
        assertThat(manifest).contains(text);
        Files.writeString(manifest(archive), manifest.replace(text, by));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void isRefused(String name, Damage damage, String told) throws IOException {
        damage.to(archive);

        Result result = restore(directory);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains(told, "Error:").doesNotContain("Exception");
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger("support-threads-purge")).hasSize(1);
    }

    private Result restore(Path from) {
        return new CommandLineRun().run("restore", shop, "--archive", from.toString(), "-Dconfirmation=OUI");
    }

    @Test
    void missingArchiveIsRefused() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));

        Result nowhere = restore(directory.resolve("nowhere"));
        Result nothing = restore(empty);

        assertThat(nowhere.exitCode()).as(nowhere.output()).isEqualTo(2);
        assertThat(nowhere.err()).contains("does not exist");
        assertThat(nothing.exitCode()).as(nothing.output()).isEqualTo(2);
        assertThat(nothing.err()).contains("contains no archive");
    }

    @Test
    void severalArchivesAreRefused() {
        shop.openConversation();
        Applying.succeeds(shop, "--archive", directory.toString(), "--tag", "later");

        Result both = restore(directory);
        Result one = restore(directory.resolve("later"));

        assertThat(both.exitCode()).as(both.output()).isEqualTo(2);
        assertThat(both.err()).contains("several archives");
        assertThat(one.exitCode()).as(one.output()).isZero();
        assertThat(shop.conversations()).hasSize(2);
    }
}
