package io.github.ouigate.run.purge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Progress;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run reports how long it will take by the plan's estimate. */
class ExpectedTimeTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @Test
    void isReportedOnceTheTablesAreLocked() {
        assertThat(expectedBy("--rehearse")).singleElement().satisfies(expected -> assertThat(expected)
                .isGreaterThanOrEqualTo(Duration.ofNanos(42 * 10_000)));
    }

    @Test
    void includesTheArchive(@TempDir Path archives) {
        Duration without = expectedBy("--rehearse").get(0);
        Duration with =
                expectedBy("--rehearse", "--archive", archives.toString()).get(0);

        assertThat(with.minus(without)).isEqualTo(Duration.ofNanos(42 * 20_000));
    }

    private List<Duration> expectedBy(String... options) {
        List<Duration> reported = new ArrayList<>();
        Progress listener = new Progress() {
            @Override
            public void reached(Step step) {}

            @Override
            public void expecting(Duration left) {
                reported.add(left);
            }
        };
        Result result = new CommandLineRun().watchedBy(listener).run("apply", shop, options);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return reported;
    }
}
