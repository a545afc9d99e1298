package io.github.ouigate.archive;

import io.github.ouigate.db.schema.TableName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of the rows that a run deletes, in one directory.
 *
 * @param directory the directory
 * @param digest the manifest's digest
 */
public record Archive(Path directory, Manifest manifest, String digest) {
    /** Returns the tables in the order of the deletes; a restore uses the reverse order. */
    public List<ArchivedTable> tables() {
        return manifest.tables();
    }

    /** Returns the tables in the order of a restore. */
    public List<ArchivedTable> parentsFirst() {
        List<ArchivedTable> tables = new ArrayList<>(tables());
        Collections.reverse(tables);
        return tables;
    }

    /** Returns the names of the tables in the order of the deletes, then of the tables with changed rows. */
    public List<TableName> tableNames() {
        return files().stream().map(ArchivedTable::table).distinct().toList();
    }

    /** Returns the rows that foreign keys changed; a restore sets them back after all tables. */
    public List<ChangedRows> changed() {
        return manifest.changed();
    }

    /** Returns the descriptions of all files. */
    public List<ArchivedTable> files() {
        return Stream.concat(tables().stream(), changed().stream().map(ChangedRows::rows))
                .toList();
    }

    /** Returns the number of rows in all tables. */
    public long rows() {
        return tables().stream().mapToLong(ArchivedTable::rows).sum();
    }

    /** Returns the number of changed rows; a row changed by several keys counts once for each. */
    public long changedRows() {
        return changed().stream().mapToLong(changed -> changed.rows().rows()).sum();
    }

    /** Returns the size of all files in bytes. */
    public long bytes() {
        return files().stream().mapToLong(ArchivedTable::bytes).sum();
    }
}
