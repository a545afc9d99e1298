package io.github.ouigate.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.job.Deletion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes jobs like the bundled one with other deletes. */
public final class JobFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path BUNDLED = Path.of("changelogs/support-threads.yaml");
    private static final String DELETES = "(?s)        - delete:.*(?=        - tagDatabase:)";

    private JobFile() {}

    /** Returns the text of the bundled job. */
    public static String bundled() {
        try {
            return Files.readString(BUNDLED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a job with these deletes and returns its path as an argument. */
    public static String write(Path directory, Deletion... deletions) {
        return withDeletes(directory, Arrays.stream(deletions).map(JobFile::yaml));
    }

    /** Writes a job with deletes in the form {@code tableName: messages, where: "…"} and returns its file. */
    public static Path in(Path directory, String... deletes) {
        return Path.of(withDeletes(directory, Arrays.stream(deletes).map(delete -> "{ " + delete + " }")));
    }

    private static String withDeletes(Path directory, Stream<String> deletes) {
        String lines =
                deletes.map(delete -> "        - delete: " + delete + "\n").collect(Collectors.joining());
        return write(directory, bundled().replaceFirst(DELETES, Matcher.quoteReplacement(lines)));
    }

    /** Writes the text of a job and returns its path as an argument. */
    public static String write(Path directory, String text) {
        try {
            return Files.writeString(directory.resolve("job.yaml"), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a delete as JSON, which is valid YAML. */
    private static String yaml(Deletion deletion) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (deletion.schema() != null) {
            attributes.put("schemaName", deletion.schema());
        }
        attributes.put("tableName", deletion.table());
        if (deletion.where() != null) {
            attributes.put("where", deletion.where());
        }
        try {
            return MAPPER.writeValueAsString(attributes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
