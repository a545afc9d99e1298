package io.github.ouigate.archive;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.ledger.RunId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The rows that a run deletes, as files in a directory of their own.
 *
 * @param directory where the files are
 * @param origin where the rows come from
 * @param settings the settings of the session that the values are shown by
 * @param tables in the order of the deletes; they are restored in the opposite order
 * @param digest the manifest's digest
 */
public record Archive(
        Path directory, Origin origin, Map<String, String> settings, List<ArchivedTable> tables, String digest) {
    /**
     * Whose rows an archive holds.
     *
     * @param tool ouigate's version
     * @param job the job whose run wrote it
     * @param foreignKeys those among the tables and out of them, for people
     */
    public record Origin(
            String tool,
            Instant createdAt,
            RunId runId,
            String operator,
            DatabaseIdentity database,
            SavedJob job,
            List<String> foreignKeys) {
        public Origin {
            foreignKeys = List.copyOf(foreignKeys);
        }
    }

    public Archive {
        settings = Map.copyOf(settings);
        tables = List.copyOf(tables);
    }

    /** Returns the names of the tables, in the order of the deletes. */
    public List<TableName> tableNames() {
        return tables.stream().map(ArchivedTable::table).toList();
    }

    /** Returns how many rows there are in all. */
    public long rows() {
        return tables.stream().mapToLong(ArchivedTable::rows).sum();
    }

    /** Returns how many bytes the files have. */
    public long bytes() {
        return tables.stream().mapToLong(ArchivedTable::bytes).sum();
    }
}
