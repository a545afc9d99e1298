package io.github.ouigate.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.db.Column;
import io.github.ouigate.db.Condition;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.TableName;
import io.github.ouigate.io.Disk;
import io.github.ouigate.json.Documents;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes an archive, table by table; it looks whole only once it was read again and published. */
public final class ArchiveWriter {
    private final ArchivePlace place;
    private final List<ArchivedTable> tables = new ArrayList<>();
    private final Set<String> names = new HashSet<>(Set.of(Manifest.NAME));

    /** Creates a writer of an archive that is not there yet. */
    public ArchiveWriter(ArchivePlace place) {
        this.place = place;
    }

    /** Makes the directory, under its temporary name. */
    public void begin() throws IOException {
        place.create();
    }

    /**
     * Writes the rows of a table that a condition selects, as far as the disk.
     *
     * @param deletedFrom the table that the delete names
     * @return how many rows
     */
    public long add(
            RowCopy copy,
            List<Column> columns,
            TableName table,
            TableName deletedFrom,
            Condition condition,
            Copying copying)
            throws SQLException, IOException {
        String file = fileName(table);
        TableFile.Writer writer = new TableFile.Writer(place.unfinished().resolve(file));
        long rows;
        try (writer) {
            rows = copy.out(table, Column.stored(columns), condition, count -> copying.at(table, count), writer);
        }
        tables.add(new ArchivedTable(
                table,
                deletedFrom,
                condition.sql(),
                columns,
                file,
                rows,
                writer.stored(),
                writer.content(),
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

    /**
     * Writes the manifest, and reads everything again.
     *
     * @param pulse is run again and again meanwhile
     * @return the archive, as it will be when it is published
     * @throws IOException if it cannot be written, or does not read as it was written
     */
    public Archive finish(Archive.Origin origin, RowCopy rows, Runnable pulse) throws SQLException, IOException {
        Archive written = new Archive(place.directory(), origin, rows.settings(), tables, "");
        ObjectNode manifest = Manifest.of(written);
        try (OutputStream out = Disk.create(place.unfinished().resolve(Manifest.NAME))) {
            out.write(Documents.write(manifest).getBytes(UTF_8));
        }
        ArchiveReader reader = new ArchiveReader(place.unfinished());
        reader.check(reader.archive(), pulse);
        return new Archive(place.directory(), origin, written.settings(), tables, Documents.digestIn(manifest));
    }

    /** Gives the archive its name. */
    public void publish() throws IOException {
        place.publish();
    }

    /** Deletes the archive, whatever it is called by now: nothing was deleted from the database. */
    public void discard(boolean published) throws IOException {
        Disk.delete(published ? place.directory() : place.unfinished());
    }
}
