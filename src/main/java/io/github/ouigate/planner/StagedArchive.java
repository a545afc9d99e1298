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
 * The rows of an archive in temporary tables, without the rows that remain in the archive.
 *
 * @param places the temporary table of each table
 * @param found the rows that already exist, and the orphans, as far as they were searched for
 */
public record StagedArchive(StagedRows rows, Map<TableName, TableName> places, SkippedRows found) {
    /** Returns the temporary table of an archived table. */
    public TableName place(TableName table) {
        return Objects.requireNonNull(places.get(table), table.toString());
    }

    /**
     * Reads an archive in the current transaction.
     *
     * @param withoutOrphans whether rows that reference missing rows are removed
     * @param readOnly whether the transaction is read-only afterwards
     * @param keepAlive runs after each block
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
