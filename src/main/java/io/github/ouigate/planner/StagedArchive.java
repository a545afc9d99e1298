package io.github.ouigate.planner;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.StagedRows;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.SkippedRows;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The rows of an archive in temporary tables, without those that are to be left in it.
 *
 * @param places the temporary table of each table
 * @param found which rows are in their tables already, and which ones reference rows that are nowhere, as far as they were
 *     looked for
 */
public record StagedArchive(StagedRows rows, Map<TableName, TableName> places, SkippedRows found) {
    /** Returns the temporary table for rows of a table of the archive. */
    public TableName place(TableName table) {
        return Objects.requireNonNull(places.get(table), table.toString());
    }

    /**
     * Reads an archive, in the current transaction.
     *
     * @param withoutOrphans whether the rows are taken out that reference rows which are nowhere
     * @param readOnly whether the transaction only reads from then on
     * @param keepAlive is run after each block that is read
     */
    public static StagedArchive read(
            Archive archive,
            ArchiveReader reader,
            RowCopy copy,
            boolean withoutOrphans,
            boolean readOnly,
            Runnable keepAlive)
            throws SQLException {
        copy.use(archive.manifest().settings());
        StagedRows staged = copy.stage();
        Map<TableName, TableName> places = new LinkedHashMap<>();
        for (ArchivedTable table : archive.parentsFirst()) {
            TableName place = staged.make(table.table(), table.fileColumns());
            places.put(table.table(), place);
            reader.copy(table, place, copy, count -> keepAlive.run());
        }
        if (readOnly) {
            staged.makeReadOnly();
        }
        Map<TableName, Long> present = staged.removePresent();
        Map<TableName, Long> orphans = withoutOrphans ? staged.removeOrphans() : Map.of();
        return new StagedArchive(staged, places, new SkippedRows(orphans, present));
    }
}
