package io.github.ouigate.archive;

import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table that an archive holds, as the manifest describes them; those of its partitions are among them.
 *
 * @param table where the rows were
 * @param deletedFrom the table that the delete named: another one where {@code table} inherits from it
 * @param where the SQL condition of the delete, or null for every row
 * @param foreignKeys the foreign keys that have the rows deleted; none where a delete of the job does
 * @param columns all of the table's, in their order; the file has those that are not generated
 * @param file the name of the file, zstd-compressed CSV, beside the manifest
 * @param rows how many
 * @param bytes the size of the file
 * @param sha256 its digest
 * @param contentBytes the size of the file, decompressed
 * @param contentSha256 the digest of that
 * @param recordsDigest the digest of the rows whatever their order, hexadecimal
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

    /** Returns the names of the columns that the file has. */
    public List<String> fileColumns() {
        return Column.stored(columns);
    }
}
