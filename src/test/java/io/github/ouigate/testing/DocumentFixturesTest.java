package io.github.ouigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documents that 0.1.0 wrote are still those: nobody has written them anew with a later version. */
class DocumentFixturesTest {
    private static final String SUMS = "SHA256SUMS";
    private static final String DESCRIPTION = "README.md";

    @Test
    void areTheFilesThatWereCommitted() throws IOException {
        List<String> committed = Files.readAllLines(DocumentFixtures.ROOT.resolve(SUMS));

        List<String> found = sums();

        assertThat(found).containsExactlyInAnyOrderElementsOf(committed);
    }

    /** Returns what {@code sha256sum} prints of them. */
    private static List<String> sums() throws IOException {
        try (Stream<Path> files = Files.walk(DocumentFixtures.ROOT)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(SUMS) && !file.endsWith(DESCRIPTION))
                    .map(DocumentFixturesTest::sum)
                    .toList();
        }
    }

    private static String sum(Path file) {
        try {
            String name = DocumentFixtures.ROOT.relativize(file).toString().replace('\\', '/');
            return DocumentFixtures.sha256(Files.readAllBytes(file)) + "  " + name;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql/plan.json, plan",
        "postgresql/receipt.json, receipt",
        "postgresql/receipt-intended.json, receipt",
        "postgresql/receipt-already-applied.json, receipt",
        "postgresql/restore.json, restore",
        "postgresql/archive/manifest.json, archive",
        "h2/plan.json, plan",
        "h2/receipt.json, receipt",
        "h2/receipt-intended.json, receipt",
        "h2/receipt-already-applied.json, receipt",
    })
    void haveSchemaVersion1AndTheDigestOfTheirContent(String file, String kind) throws IOException {
        String text = Files.readString(DocumentFixtures.ROOT.resolve(file));

        JsonNode document = DocumentFixtures.parse(text);

        assertThat(document.path("schemaVersion").asText()).isEqualTo("1");
        assertThat(document.path("kind").asText()).isEqualTo(kind);
        assertThat(document.path("digest").asText()).isEqualTo(DocumentFixtures.digest(document));
    }
}
