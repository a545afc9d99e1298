package io.github.ouigate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.H2Shop;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** H2 does not support archives; this is reported before the prompt and before any write. */
class ArchiveOnH2Test {
    private final H2Shop shop = new H2Shop();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "en, Archive and restore require PostgreSQL. This database is H2.",
        "fr, L’archivage et la restauration exigent PostgreSQL. Cette base est H2."
    })
    void isRefusedBeforeARun(String language, String message) {
        List<String> before = shop.conversations();

        Result result = new CommandLineRun()
                .typing("OUI")
                .run("apply", shop, "--archive", directory.toString(), "--lang", language);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).containsIgnoringWhitespaces(message).doesNotContain("OUI");
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void isRefusedBeforeARestore() {
        Applying.succeeds(new PostgresShop(PostgresServer.newest()), "--archive", directory.toString());
        List<String> before = shop.conversations();

        Result result = new CommandLineRun().typing("OUI").run("restore", shop, "--archive", directory.toString());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err())
                .contains("Archive and restore require PostgreSQL. This database is H2.")
                .doesNotContain("OUI");
        assertThat(shop.conversations()).isEqualTo(before);
    }
}
