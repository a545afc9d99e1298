package io.github.ouigate.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a file that {@link io.github.ouigate.db.RowCopy} wrote: a value without quotes is a text, or NULL if
 * it is empty. In every encoding of a database, a byte below 128 is the character of ASCII.
 */
public final class CsvReader implements Closeable {
    private static final int END = -1;
    private static final int BUFFER = 1 << 16;

    private final InputStream source;

    /** Opens a file, and reads its header line. */
    CsvReader(InputStream content) throws IOException {
        source = new BufferedInputStream(content, BUFFER);
        next();
    }

    /**
     * Returns the next row's values, as the bytes of the file, in the order of the file; empty after the last.
     *
     * @throws IOException if the source cannot be read, or ends within a record
     */
    public Optional<List<byte @Nullable []>> next() throws IOException {
        int c = source.read();
        if (c == END) {
            return Optional.empty();
        }
        List<byte @Nullable []> values = new ArrayList<>();
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        boolean quoted = false;
        boolean isText = false;
        for (; quoted || c != '\n'; c = source.read()) {
            if (c == END) {
                throw new IOException("the last record is not complete");
            } else if (c == '"') {
                quoted = !quoted;
                if (quoted && isText) {
                    value.write('"'); // the second of two within a value
                }
                isText = true;
            } else if (c == ',' && !quoted) {
                values.add(isText ? value.toByteArray() : null);
                value.reset();
                isText = false;
            } else {
                value.write(c);
                isText = true;
            }
        }
        values.add(isText ? value.toByteArray() : null);
        return Optional.of(values);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
