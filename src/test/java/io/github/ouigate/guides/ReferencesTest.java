package io.github.ouigate.guides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferencesTest {
    @Test
    void areUpToDate() throws IOException {
        for (Map.Entry<Path, String> page : References.pages().entrySet()) {
            assertThat(new Guide(page.getKey()).text())
                    .as("%s: run scripts/references", page.getKey())
                    .isEqualTo(page.getValue());
        }
    }
}
