package io.github.ouigate.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a file that {@link io.github.ouigate.db.RowCopy} wrote: a value without quotes is a text, or NULL if
 * it is empty.
 */
public final class CsvReader implements Closeable {
    private static final int END = -1;

    private final Reader source;

    /** Opens a file, and reads its header line. */
    CsvReader(InputStream content) throws IOException {
        source = new BufferedReader(new InputStreamReader(content, UTF_8));
        next();
    }

    /**
     * Returns the next row's values in the order of the file; empty after the last.
     *
     * @throws IOException if the source cannot be read, or ends within a record
     */
    public Optional<List<@Nullable String>> next() throws IOException {
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

    @Override
    public void close() throws IOException {
        source.close();
    }
}
