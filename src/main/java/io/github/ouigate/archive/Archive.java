package io.github.ouigate.archive;

import io.github.ouigate.db.schema.TableName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

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

    /** Returns the tables in the order in which they are restored. */
    public List<ArchivedTable> parentsFirst() {
        List<ArchivedTable> tables = new ArrayList<>(tables());
        Collections.reverse(tables);
        return tables;
    }

    /** Returns the names of the tables, in the order of the deletes, then of those whose rows were changed. */
    public List<TableName> tableNames() {
        return files().stream().map(ArchivedTable::table).distinct().toList();
    }

    /** Returns the rows that foreign keys changed; they are set back when all tables are restored. */
    public List<ChangedRows> changed() {
        return manifest.changed();
    }

    /** Returns what each file holds. */
    public List<ArchivedTable> files() {
        return Stream.concat(tables().stream(), changed().stream().map(ChangedRows::rows))
                .toList();
    }

    /** Returns the number of rows of all tables. */
    public long rows() {
        return tables().stream().mapToLong(ArchivedTable::rows).sum();
    }

    /** Returns the number of rows that foreign keys changed, each counted for each key that changed it. */
    public long changedRows() {
        return changed().stream().mapToLong(changed -> changed.rows().rows()).sum();
    }

    /** Returns the size of all files. */
    public long bytes() {
        return files().stream().mapToLong(ArchivedTable::bytes).sum();
    }
}
