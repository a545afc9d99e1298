package io.github.ouigate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangelogTest {
    @TempDir
    private Path directory;

    @Test
    void findsTheNearestDefault() throws IOException {
        Path below = Files.createDirectories(directory.resolve("a/b"));

        assertThat(Changelog.findDefault(below).location()).isEqualTo("jar:" + Changelog.DEFAULT);

        Path far = write(directory.resolve(Changelog.DEFAULT), "far");

        assertThat(Changelog.findDefault(below)).isEqualTo(new Changelog(far.toString(), "far"));

        Path near = write(below.resolve(Changelog.DEFAULT), "near");

        assertThat(Changelog.findDefault(below)).isEqualTo(new Changelog(near.toString(), "near"));
    }

    @Test
    void ignoresADirectoryWithThatName() throws IOException {
        Files.createDirectories(directory.resolve(Changelog.DEFAULT));

        assertThat(Changelog.findDefault(directory).location()).isEqualTo("jar:" + Changelog.DEFAULT);
    }

    @Test
    void readsTheFileAtItsLocationAgain() throws IOException {
        Changelog file = Changelog.read(write(directory.resolve("job.yaml"), "a job"));
        Changelog bundled = Changelog.bundled(Changelog.DEFAULT);

        assertThat(file.content()).isEqualTo("a job");
        assertThat(Changelog.at(file.location())).isEqualTo(file);
        assertThat(bundled.content()).isEqualTo(Files.readString(Path.of(Changelog.DEFAULT)));
        assertThat(Changelog.at(bundled.location())).isEqualTo(bundled);
    }

    @Test
    void jarContainsNoOtherChangelog() {
        assertThatThrownBy(() -> Changelog.bundled("changelogs/missing.yaml"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("changelogs/missing.yaml");
    }

    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
