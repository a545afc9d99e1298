package io.github.ouigate.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of an archived table, one by one, as text. */
public final class ArchivedRows implements Closeable {
    private final Reader text;
    private final CsvReader records;

    ArchivedRows(InputStream content) throws IOException {
        text = new BufferedReader(new InputStreamReader(content, UTF_8));
        records = new CsvReader(text);
        records.next(); // the header
    }

    /** Returns the next row's values in the order of the file; empty after the last. */
    public Optional<List<@Nullable String>> next() throws IOException {
        return records.next();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
