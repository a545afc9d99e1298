package io.github.ouigate.archive;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads records as {@link io.github.ouigate.db.RowCopy} has them: what is not in quotes is nothing, or a text without any. */
final class CsvReader {
    private static final int END = -1;

    private final Reader source;

    /** @param source buffered: it is read character by character */
    CsvReader(Reader source) {
        this.source = source;
    }

    /**
     * Returns the next record, empty at the end.
     *
     * @throws IOException if the source cannot be read, or ends within a record
     */
    Optional<List<@Nullable String>> next() throws IOException {
        int c = source.read();
        if (c == END) {
            return Optional.empty();
        }
        List<@Nullable String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        boolean isText = false;
        for (; quoted || c != '\n'; c = source.read()) {
            if (c == END) {
                throw new IOException("the last record is not complete");
            } else if (c == '"') {
                quoted = !quoted;
                if (quoted && isText) {
                    value.append('"'); // the second of two within a value
                }
                isText = true;
            } else if (c == ',' && !quoted) {
                values.add(isText ? value.toString() : null);
                value.setLength(0);
                isText = false;
            } else {
                value.append((char) c);
                isText = true;
            }
        }
        values.add(isText ? value.toString() : null);
        return Optional.of(values);
    }
}
