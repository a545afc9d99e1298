package io.github.ouigate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WayTest {
    @Test
    void isExplainedInTheGuide() throws Exception {
        String guide = Files.readString(Path.of("src/site/markdown/performance.md"));

        assertThat(Way.values()).allSatisfy(way -> assertThat(guide).contains("| `" + way + "` |"));
    }
}
