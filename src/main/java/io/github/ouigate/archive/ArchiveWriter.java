package io.github.ouigate.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.RowChange;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Disk;
import io.github.ouigate.json.Documents;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes an archive table by table. The archive gets its final name after it has been read back. */
public final class ArchiveWriter {
    private final ArchivePlace place;
    private final List<ArchivedTable> tables = new ArrayList<>();
    private final List<ChangedRows> changed = new ArrayList<>();
    private final Set<String> names = new HashSet<>(Set.of(Manifest.NAME));

    /** Creates a writer of a new archive. */
    public ArchiveWriter(ArchivePlace place) {
        this.place = place;
    }

    /** Creates the directory under its temporary name. */
    public void begin() throws IOException {
        Disk.createDirectory(place.unfinished());
    }

    /**
     * Writes rows that will be deleted and syncs the file to the disk.
     *
     * @param rowsSoFar receives the number of rows copied so far; an exception from it ends the copy
     * @return the number of rows
     */
    public long add(RowCopy copy, Source source, LongConsumer rowsSoFar) throws SQLException, IOException {
        ArchivedTable written = write(copy, source, "", rowsSoFar);
        tables.add(written);
        return written.rows();
    }

    /** Writes the values that a foreign key will change, with the key that identifies each row. */
    public long addChanged(RowCopy copy, RowChange change, Condition condition, LongConsumer rowsSoFar)
            throws SQLException, IOException {
        List<Column> columns = new ArrayList<>(change.key());
        columns.addAll(change.columns());
        Source source = Source.cascaded(change.table(), List.of(change.foreignKey()), condition, columns);
        ArchivedTable written = write(copy, source, ".changed", rowsSoFar);
        Map<String, @Nullable String> left = new TreeMap<>();
        for (int i = 0; i < change.columns().size(); i++) {
            left.put(change.columns().get(i).name(), change.left().get(i));
        }
        changed.add(new ChangedRows(
                change.foreignKey(),
                written,
                change.key().stream().map(Column::name).toList(),
                left));
        return written.rows();
    }

    /**
     * The rows of a table to archive.
     *
     * @param deletedFrom the table in the DELETE; differs from {@code table} for an inheriting table
     * @param where the condition of the DELETE; null for every row, and for rows that foreign keys delete or change
     * @param foreignKeys the foreign keys that delete or change the rows; empty for the rows of a DELETE
     * @param condition selects the rows
     */
    public record Source(
            TableName table,
            TableName deletedFrom,
            @Nullable String where,
            List<String> foreignKeys,
            Condition condition,
            List<Column> columns) {
        /** Returns the rows of a table that a DELETE from it, or from one of its parents, selects. */
        public static Source deleted(
                TableName table, TableName deletedFrom, Condition condition, List<Column> columns) {
            return new Source(table, deletedFrom, condition.sql(), List.of(), condition, columns);
        }

        /** Returns the rows of a table that foreign keys delete or change. */
        public static Source cascaded(
                TableName table, List<String> foreignKeys, Condition condition, List<Column> columns) {
            return new Source(table, table, null, foreignKeys, condition, columns);
        }
    }

    private ArchivedTable write(RowCopy copy, Source source, String suffix, LongConsumer rowsSoFar)
            throws SQLException, IOException {
        String file = fileName(source.table, suffix);
        Path path = place.unfinished().resolve(file);
        TableFile.Writer writer = new TableFile.Writer(path);
        long rows;
        try (writer) {
            rows = copy.out(source.table, Column.stored(source.columns), source.condition, rowsSoFar, writer);
        }
        return new ArchivedTable(
                source.table,
                source.deletedFrom,
                source.where,
                source.foreignKeys,
                source.columns,
                file,
                rows,
                Files.size(path),
                writer.storedDigest(),
                writer.contentBytes(),
                writer.contentDigest(),
                writer.records().digest());
    }

    private String fileName(TableName table, String suffix) {
        String base = ArchivePlace.fileName(table.schema()) + "." + ArchivePlace.fileName(table.name()) + suffix;
        String name = base + ".csv.zst";
        for (int i = 2; !names.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = base + "~" + i + ".csv.zst"; // on file systems that ignore case
        }
        return name;
    }

    /** Returns the written tables in the order in which they were added. */
    public List<ArchivedTable> tables() {
        return List.copyOf(tables);
    }

    /** Returns the changed rows that were written. */
    public List<ChangedRows> changed() {
        return List.copyOf(changed);
    }

    /**
     * Writes the manifest and reads everything back.
     *
     * @param keepAlive runs after each block
     * @return the archive with its final directory
     * @throws IOException if the archive cannot be written, or differs when it is read
     */
    public Archive finish(Manifest manifest, Runnable keepAlive) throws IOException {
        try (OutputStream out = Disk.create(place.unfinished().resolve(Manifest.NAME))) {
            out.write(Documents.write(manifest.document()).getBytes(UTF_8));
        }
        ArchiveReader reader = new ArchiveReader(place.unfinished());
        Archive written = reader.archive(Optional.empty());
        reader.check(written, keepAlive);
        return new Archive(place.directory(), manifest, written.digest());
    }

    /** Renames the archive to its final name. */
    public void publish() throws IOException {
        Disk.syncDirectory(place.unfinished());
        Files.move(place.unfinished(), place.directory(), StandardCopyOption.ATOMIC_MOVE);
        Disk.syncDirectory(place.parent());
    }

    /** Deletes the archive, after a run that did not delete the rows. */
    public void discard(boolean published) throws IOException {
        Disk.delete(published ? place.directory() : place.unfinished());
    }
}
