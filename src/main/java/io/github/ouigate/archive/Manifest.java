package io.github.ouigate.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.json.DocumentReader;
import io.github.ouigate.json.Documents;
import io.github.ouigate.json.JobJson;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The description of an archive: one JSON document beside the files, with a digest.
 *
 * @param restoreOrder the files, those of referenced tables first
 * @param digest null until it is added
 */
record Manifest(
        String tool,
        String createdAt,
        String runId,
        String operator,
        DatabaseIdentity database,
        JobJson job,
        String ledgerSchema,
        Map<String, String> settings,
        List<ArchivedTable> tables,
        List<String> foreignKeys,
        List<String> restoreOrder,
        @Nullable String digest) {
    static final String NAME = "manifest.json";

    private static final String KIND = "archive";
    private static final DocumentReader<Manifest> READER =
            new DocumentReader<>(KIND, Manifest.class, "archive.not-json", "archive.other-version", "archive.edited");

    /** Returns the document of an archive, whose own digest does not matter. */
    static ObjectNode of(Archive archive) {
        Archive.Origin origin = archive.origin();
        List<String> files = archive.tables().stream().map(ArchivedTable::file).collect(Collectors.toList());
        Collections.reverse(files);
        Manifest manifest = new Manifest(
                origin.tool(),
                origin.createdAt().toString(),
                origin.runId().value(),
                origin.operator(),
                origin.database(),
                JobJson.of(origin.job()),
                origin.job().ledgerSchema(),
                new TreeMap<>(archive.settings()),
                archive.tables(),
                origin.foreignKeys(),
                files,
                null);
        return Documents.addDigest(Documents.of(KIND, Documents.MAPPER.<ObjectNode>valueToTree(manifest)));
    }

    /**
     * Reads a manifest as it was written.
     *
     * @throws RefusedException if it is damaged, was edited, or is of a later version
     */
    static Archive read(Path directory, String text) {
        Path file = directory.resolve(NAME);
        Manifest manifest = READER.read(file, text);
        try {
            return manifest.archive(directory);
        } catch (DateTimeException e) {
            throw new RefusedException(Message.of("archive.not-json", file), e);
        }
    }

    private Archive archive(Path directory) {
        Archive.Origin origin = new Archive.Origin(
                tool,
                Instant.parse(createdAt),
                new RunId(runId),
                operator,
                database,
                job.savedJob(ledgerSchema),
                foreignKeys);
        return new Archive(directory, origin, settings, tables, String.valueOf(digest));
    }
}
