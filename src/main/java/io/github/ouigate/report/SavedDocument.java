package io.github.ouigate.report;

import io.github.ouigate.json.Documents;
import java.nio.file.Path;

/**
 * A JSON document that a page refers to.
 *
 * @param file the document's file
 * @param digest the digest contained in the document
 */
public record SavedDocument(Path file, String digest) {
    /** Returns the document with the digest in {@code json}, its text. */
    public static SavedDocument of(Path file, String json) {
        return new SavedDocument(file, Documents.digestIn(json));
    }

    /** Returns the arguments of a command for the document, including {@code --expect-digest}. */
    String argument() {
        return Messages.shellWord(file.toString()) + " \\\n  --expect-digest " + digest;
    }
}
