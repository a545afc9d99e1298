package io.github.ouigate.archive;

import io.github.ouigate.db.schema.TableName;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows that a run deletes, as files in a directory of their own.
 *
 * @param directory where the files are
 * @param digest the manifest's digest
 */
public record Archive(Path directory, Manifest manifest, String digest) {
    /** Returns the tables in the order of the deletes; they are restored in the opposite order. */
    public List<ArchivedTable> tables() {
        return manifest.tables();
    }

    /** Returns the names of the tables, in the order of the deletes. */
    public List<TableName> tableNames() {
        return tables().stream().map(ArchivedTable::table).toList();
    }

    /** Returns the number of rows of all tables. */
    public long rows() {
        return tables().stream().mapToLong(ArchivedTable::rows).sum();
    }

    /** Returns the size of all files. */
    public long bytes() {
        return tables().stream().mapToLong(ArchivedTable::bytes).sum();
    }
}
