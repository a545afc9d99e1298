package io.github.ouigate.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void detectsWhetherLibrariesCanBeLoaded() {
        String kept = TemporaryDirectory.path().toString();
        try {
            System.setProperty("java.io.tmpdir", directory.toString());
            assertThat(TemporaryDirectory.canLoadLibraries()).isTrue();
            assertThat(directory).isEmptyDirectory();

            System.setProperty("java.io.tmpdir", directory.resolve("no-such").toString());
            assertThat(TemporaryDirectory.canLoadLibraries()).isFalse();
        } finally {
            System.setProperty("java.io.tmpdir", kept);
        }
    }
}
