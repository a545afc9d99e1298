package io.github.ouigate.run.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ManyConflictsTest {
    private static final Map<String, String> LITTLE_MEMORY = Map.of("JAVA_TOOL_OPTIONS", "-Xmx80m");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest()).fill(800_000, 0);

    @TempDir
    private Path directory;

    @Test
    void countsConflictingKeysInLittleMemory() {
        succeeds("apply", "--allow-slow");
        succeeds("restore");

        try (OuigateProcess again = start("restore")) {
            assertThat(again.exitCodeWithin(PATIENCE)).as(again.output()).isEqualTo(4);
            assertThat(again.out()).contains("Of 800,000 archived rows of public.message_threads, 800,000");
        }
    }

    private void succeeds(String command, String... options) {
        try (OuigateProcess process = start(command, options)) {
            assertThat(process.exitCodeWithin(PATIENCE)).as(process.output()).isZero();
        }
    }

    private OuigateProcess start(String command, String... options) {
        List<String> args = new ArrayList<>(
                List.of(command, "--url", shop.url(), "--archive", directory.toString(), "-Dconfirmation=OUI"));
        args.addAll(List.of(options));
        return OuigateProcess.start(LITTLE_MEMORY, args.toArray(String[]::new));
    }
}
