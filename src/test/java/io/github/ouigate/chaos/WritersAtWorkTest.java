package io.github.ouigate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.PostgresServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Applications that write and read during a purge; {@code scripts/chaos} uses more of them. */
@Tag("slow")
class WritersAtWorkTest {
    @Test
    void writersGetNoErrorsAndReadersDoNotWait() {
        WritersAtWork work = new WritersAtWork(1_000, 10_000, 8, 2, 200, 1);

        WorkReport report = work.run(PostgresServer.newest());

        assertThat(report.violations()).as(report.markdown()).isEmpty();
        assertThat(report.gone()).isPositive();
    }
}
