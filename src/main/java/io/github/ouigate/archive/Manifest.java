package io.github.ouigate.archive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.json.DocumentReader;
import io.github.ouigate.json.Documents;
import io.github.ouigate.message.RefusedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The description of an archive: a JSON document beside the files, with a digest.
 *
 * @param tool ouigate's version
 * @param runId the run that wrote the archive
 * @param settings the session settings that determine the text form of values
 * @param tables the tables in the order of the deletes; tables that cascades delete from come before the tables they
 *     reference
 * @param changed the rows that foreign keys change
 * @param notArchived the tables, as {@code schema.table}, that triggers were allowed to write to; the archive does not
 *     contain these writes
 * @param foreignKeys the foreign keys of the tables, for people
 */
public record Manifest(
        String tool,
        Instant createdAt,
        String runId,
        String operator,
        DatabaseIdentity database,
        SavedJob job,
        String ledgerSchema,
        Map<String, String> settings,
        List<ArchivedTable> tables,
        List<ChangedRows> changed,
        List<String> notArchived,
        List<String> foreignKeys) {
    static final String NAME = "manifest.json";

    private static final String NOTE = "This archive was written before the commit. The rows have been deleted only if"
            + " the ledger has the row of the run %s: ouigate status shows it.";

    private static final String KIND = "archive";
    private static final DocumentReader<Manifest> READER =
            new DocumentReader<>(KIND, Manifest.class, "archive.not-json", "archive.other-version", "archive.edited");

    public Manifest {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings)); // sorted by name
        tables = List.copyOf(tables);
        changed = List.copyOf(changed);
        notArchived = List.copyOf(notArchived);
        foreignKeys = List.copyOf(foreignKeys);
    }

    /**
     * Returns the manifest as a document. It also lists the files in the order of a restore, and what a restore cannot
     * undo if the run died before its commit.
     */
    ObjectNode document() {
        ObjectNode document = Documents.of(KIND, Documents.MAPPER.valueToTree(this));
        ArrayNode restoreOrder = document.putArray("restoreOrder");
        for (int i = tables.size() - 1; i >= 0; i--) {
            restoreOrder.add(tables.get(i).file());
        }
        document.put("note", NOTE.formatted(runId));
        return Documents.addDigest(document);
    }

    /**
     * Reads a manifest.
     *
     * @throws RefusedException if it is damaged, was edited, or has a later version
     */
    static Archive read(Path directory, String text) {
        return new Archive(directory, READER.read(directory.resolve(NAME), text), Documents.digestIn(text));
    }
}
