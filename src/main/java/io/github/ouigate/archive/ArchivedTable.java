package io.github.ouigate.archive;

import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The archived rows of a table, including those of its partitions, as described in the manifest.
 *
 * @param table the table of the rows
 * @param deletedFrom the table in the DELETE; differs from {@code table} for an inheriting table
 * @param where the condition of the DELETE; null for every row
 * @param foreignKeys the foreign keys that delete the rows; empty for rows of the job's own deletes
 * @param columns all columns of the table in order; the file contains those that are not generated
 * @param file the name of the file beside the manifest, CSV compressed with Zstandard
 * @param rows the number of rows
 * @param bytes the size of the file
 * @param sha256 the digest of the file
 * @param contentBytes the decompressed size of the file
 * @param contentSha256 the digest of the decompressed file
 * @param recordsDigest the digest of the rows independent of their order, in hexadecimal
 */
public record ArchivedTable(
        TableName table,
        TableName deletedFrom,
        @Nullable String where,
        List<String> foreignKeys,
        List<Column> columns,
        String file,
        long rows,
        long bytes,
        String sha256,
        long contentBytes,
        String contentSha256,
        String recordsDigest) {
    public ArchivedTable {
        foreignKeys = List.copyOf(foreignKeys);
        columns = List.copyOf(columns);
    }

    /** Returns the names of the columns in the file. */
    public List<String> fileColumns() {
        return Column.stored(columns);
    }
}
