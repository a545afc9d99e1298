package io.github.ouigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the receipts in a directory of {@code --receipt-dir}, which can also contain other files. */
public final class ReceiptFiles {
    private static final String RUN_ID = "-\\d{8}T\\d{6}Z-[0-9a-f]{8}";

    private ReceiptFiles() {}

    /** Returns the only receipt, as JSON. */
    public static Path json(Path directory) {
        return only(directory, ".+", ".json");
    }

    /** Returns the only receipt of a tag, as JSON. */
    public static Path json(Path directory, String tag) {
        return only(directory, Pattern.quote(tag), ".json");
    }

    /** Returns the page of the only receipt. */
    public static Path page(Path directory) {
        return only(directory, ".+", ".html");
    }

    private static Path only(Path directory, String tag, String ending) {
        Pattern name = Pattern.compile(tag + RUN_ID + Pattern.quote(ending));
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .toList();
            assertThat(found).as(directory + ": " + name).hasSize(1);
            return found.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
