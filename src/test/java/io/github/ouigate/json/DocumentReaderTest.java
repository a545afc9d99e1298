package io.github.ouigate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.message.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentReaderTest {
    private static final DocumentReader<Content> READER =
            new DocumentReader<>("receipt", Content.class, "not-json", "other-kind", "edited");

    private static final String VERSION_1 =
            "{'schemaVersion': 1, 'kind': 'receipt', 'target': {'database': 'shop'}, 'kept': ['users'],"
                    + " 'properties': {'target': 'a', 'kept': 'b', 'database': 'c'}}";
    private static final String VERSION_2 =
            "{'schemaVersion': 2, 'kind': 'receipt', 'database': {'name': 'shop'}, 'preserved': ['users'],"
                    + " 'properties': {'target': 'a', 'kept': 'b', 'database': 'c'}}";

    record Content(Database database, List<String> preserved, Map<String, String> properties) {
        record Database(String name) {}
    }

    @Test
    void readsVersion1AsVersion2WithoutRenamingProperties() {
        Content before = READER.read(Path.of("file"), withDigest(VERSION_1));
        Content now = READER.read(Path.of("file"), withDigest(VERSION_2));

        assertThat(before).isEqualTo(now);
        assertThat(now.database().name()).isEqualTo("shop");
        assertThat(now.properties()).containsOnlyKeys("target", "kept", "database");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "'schemaVersion': 2; 'schemaVersion': 3; other-kind",
                "'schemaVersion': 2; 'schemaVersion': 0; other-kind",
                "'kind': 'receipt'; 'kind': 'plan'; mistaken-file.plan",
                "'preserved': ['users']; 'rows': ['users']; not-json",
                "'preserved': ['users']; 'preserved': 'users'; not-json",
            })
    void refusesOtherDocuments(String member, String other, String key) {
        String text = withDigest(VERSION_2.replace(member, other));

        assertRefused(text, key);
    }

    @Test
    void refusesAnEditedDocument() {
        String text = withDigest(VERSION_1);

        assertRefused(text.replace("users", "other"), "edited");
        assertRefused(text.replace("\"digest\"", "\"other\""), "edited");
        assertRefused(text + "{}", "not-json");
        assertRefused(text.replace("\"kind\"", "\"kind\" : \"receipt\", \"kind\""), "not-json");
    }

    private static void assertRefused(String text, String key) {
        assertThatThrownBy(() -> READER.read(Path.of("file"), text))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.problem().key()).isEqualTo(key));
    }

    private static String withDigest(String document) {
        try {
            ObjectNode json = (ObjectNode) Documents.MAPPER.readTree(document.replace('\'', '"'));
            return Documents.write(Documents.addDigest(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
