package io.github.ouigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.readme.Walk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A stranger's walk: every command of README.md does what stands there. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are for a POSIX shell")
class ReadmeIT {
    @Test
    void isAsItSays() throws Exception {
        try (Walk walk = new Walk()) {
            assertThat(walk.through(Path.of("README.md"))).isEmpty();
        }
    }
}
