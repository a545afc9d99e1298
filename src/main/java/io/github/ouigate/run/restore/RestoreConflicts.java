package io.github.ouigate.run.restore;

import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.archive.CsvReader;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.RestorePlan;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the rows that conflict with archived ones: they have the same keys. */
record RestoreConflicts(RestorePlan plan, RowCopy rows, Runnable keepAlive) {
    private static final int BATCH = 1_000;
    private static final int SHOWN = 10;

    /** Returns the keys that are taken, by the first table of some in which there are such. */
    Optional<Message> find(List<ArchivedTable> tables) throws SQLException {
        for (ArchivedTable table : tables) {
            for (List<String> key : rows.uniqueKeys(table.table())) {
                if (table.fileColumns().containsAll(key)) {
                    Taken taken = taken(table, key);
                    if (taken.count > 0) {
                        return Optional.of(Message.of(
                                "restore.conflicts", table.table(), taken.count, String.join(", ", key), taken.first));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Taken taken(ArchivedTable table, List<String> key) throws SQLException {
        List<Column> columns = key.stream()
                .map(name -> table.columns().stream()
                        .filter(column -> column.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
        List<Integer> places = key.stream().map(table.fileColumns()::indexOf).toList();
        Taken taken = new Taken();
        List<List<byte[]>> batch = new ArrayList<>();
        try (CsvReader archived = plan.reader().rows(table)) {
            for (var row = archived.next(); row.isPresent(); row = archived.next()) {
                List<byte[]> values = places.stream()
                        .map(row.get()::get)
                        .flatMap(Stream::ofNullable)
                        .toList();
                if (values.size() == key.size()) { // NULL equals nothing
                    batch.add(values);
                }
                if (batch.size() == BATCH) {
                    keepAlive.run();
                    taken.add(rows.present(table.table(), columns, batch));
                    batch.clear();
                }
            }
        } catch (IOException e) {
            throw new SQLException(e);
        }
        taken.add(rows.present(table.table(), columns, batch));
        return taken;
    }

    /** The keys that are taken: there may be as many as rows, so only the first ones are kept. */
    private static final class Taken {
        private final List<String> first = new ArrayList<>();
        private long count;

        void add(List<List<String>> keys) {
            count += keys.size();
            keys.stream()
                    .limit(SHOWN - first.size())
                    .map(values -> String.join(", ", values))
                    .forEach(first::add);
        }
    }
}
