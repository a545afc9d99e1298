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
 * Reads the rows of a file written by {@link io.github.ouigate.db.RowCopy}. An empty value without quotes is NULL. In
 * every database encoding, a byte below 128 is an ASCII character.
 */
public final class CsvReader implements Closeable {
    private static final int END = -1;
    private static final int BUFFER = 1 << 16;

    private final InputStream source;

    /** Opens a file and skips its header line. */
    CsvReader(InputStream content) throws IOException {
        source = new BufferedInputStream(content, BUFFER);
        next();
    }

    /**
     * Returns the values of the next row in the order of the file, as the bytes in the file; empty after the last row.
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
                throw new IOException("the last record is incomplete");
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
