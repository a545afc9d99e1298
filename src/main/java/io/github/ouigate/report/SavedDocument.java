package io.github.ouigate.report;

import io.github.ouigate.json.Documents;
import java.nio.file.Path;

/**
 * A JSON document that a page refers to.
 *
 * @param file where the document is
 * @param digest the digest that the document contains
 */
public record SavedDocument(Path file, String digest) {
    /** Returns the document with the digest in {@code json}, its text. */
    public static SavedDocument of(Path file, String json) {
        return new SavedDocument(file, Documents.digestIn(json));
    }

    /** Returns the document as an argument of a command, which refuses another one. */
    String argument() {
        return Messages.shellWord(file.toString()) + " \\\n  --expect-digest " + digest;
    }
}
