package io.github.ouigate.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a guide that load an archive without ouigate. */
class ArchiveWithPsqlTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    /** psql of any version ends the data at a line with a backslash and a dot, even within a text. */
    @Test
    void restoreTextsThatResembleTheEndMarker() throws Exception {
        assumeTrue(Walk.isThere("zstd psql"), "zstd or psql is not on the path");
        shop.execute(
                "UPDATE messages SET content = E'first\\n\\\\.\\nlast'",
                "UPDATE message_threads SET subject = E'\\\\.\\r\\n\\\\.\"\\n\\\\.\\n\\\\.\"\"é\\\\.'");
        List<String> before = shop.conversations();
        Result applied = Applying.confirmed(shop, "--archive", directory.toString());
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(shop.conversations()).isEmpty();

        List<String> commands = Guide.all().stream()
                .flatMap(guide -> guide.blocks().stream())
                .filter(block -> block.text().startsWith("zstd -dc archives"))
                .flatMap(block -> Guide.commands(block.text()).stream())
                .map(command -> command.replace("postgresql://postgres@127.0.0.1:5515/shop", shop.url())
                        .replaceAll("archives[\\w-]*/", directory + "/"))
                .toList();
        assertThat(commands).hasSize(2);
        for (String command : commands) {
            Process loading = new ProcessBuilder("bash", "-c", command)
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(loading.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(loading.waitFor()).as(printed).isZero();
        }

        assertThat(shop.conversations()).isEqualTo(before);
    }
}
