package io.github.ouigate.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A stranger's walk: every command of README.md does what stands there. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the word is typed by way of the command script of util-linux")
class ReadmeIT {
    @Test
    void isAsItSays() throws Exception {
        try (Walk walk = new Walk()) {
            assertThat(walk.through(Path.of("README.md"))).isEmpty();
        }
    }
}
