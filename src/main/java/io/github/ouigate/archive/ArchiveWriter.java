package io.github.ouigate.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.Condition;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** Writes an archive, table by table. It gets its final name only after it has been read again. */
public final class ArchiveWriter {
    private final ArchivePlace place;
    private final List<ArchivedTable> tables = new ArrayList<>();
    private final Set<String> names = new HashSet<>(Set.of(Manifest.NAME));

    /** Creates a writer of a new archive. */
    public ArchiveWriter(ArchivePlace place) {
        this.place = place;
    }

    /** Creates the directory, under its temporary name. */
    public void begin() throws IOException {
        Disk.createDirectory(place.unfinished());
    }

    /**
     * Writes the rows of a table that a condition selects, and syncs the file to the disk.
     *
     * @param deletedFrom the table that the delete names
     * @param rowsSoFar gets the number of rows copied so far; what it throws ends the copying
     * @return how many rows
     */
    public long add(
            RowCopy copy,
            List<Column> columns,
            TableName table,
            TableName deletedFrom,
            Condition condition,
            LongConsumer rowsSoFar)
            throws SQLException, IOException {
        String file = fileName(table);
        Path path = place.unfinished().resolve(file);
        TableFile.Writer writer = new TableFile.Writer(path);
        long rows;
        try (writer) {
            rows = copy.out(table, Column.stored(columns), condition, rowsSoFar, writer);
        }
        tables.add(new ArchivedTable(
                table,
                deletedFrom,
                condition.sql(),
                columns,
                file,
                rows,
                Files.size(path),
                writer.storedDigest(),
                writer.contentBytes(),
                writer.contentDigest(),
                writer.records().digest()));
        return rows;
    }

    private String fileName(TableName table) {
        String base = ArchivePlace.fileName(table.schema()) + "." + ArchivePlace.fileName(table.name());
        String name = base + ".csv.zst";
        for (int i = 2; !names.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = base + "~" + i + ".csv.zst"; // where file names know no case
        }
        return name;
    }

    /** Returns the tables that have been written, in the order in which they were added. */
    public List<ArchivedTable> tables() {
        return List.copyOf(tables);
    }

    /**
     * Writes the manifest, and reads everything again.
     *
     * @param pulse is run after each block that is read
     * @return the archive, as it will be when it is published
     * @throws IOException if it cannot be written, or is not read as it was written
     */
    public Archive finish(Manifest manifest, Runnable pulse) throws IOException {
        try (OutputStream out = Disk.create(place.unfinished().resolve(Manifest.NAME))) {
            out.write(Documents.write(manifest.document()).getBytes(UTF_8));
        }
        ArchiveReader reader = new ArchiveReader(place.unfinished());
        Archive written = reader.archive(Optional.empty());
        reader.check(written, pulse);
        return new Archive(place.directory(), manifest, written.digest());
    }

    /** Renames the archive to its final name. */
    public void publish() throws IOException {
        Disk.syncDirectory(place.unfinished());
        Files.move(place.unfinished(), place.directory(), StandardCopyOption.ATOMIC_MOVE);
        Disk.syncDirectory(place.parent());
    }

    /** Deletes the archive, under its temporary or its final name: nothing was deleted from the database. */
    public void discard(boolean published) throws IOException {
        Disk.delete(published ? place.directory() : place.unfinished());
    }
}
