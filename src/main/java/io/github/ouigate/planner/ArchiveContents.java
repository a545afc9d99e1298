package io.github.ouigate.planner;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.archive.ChangedRows;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.ForeignKey.OnDelete;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares an archive with the possible deletes and updates of its run, since the manifest may have been edited. */
record ArchiveContents(Archive archive) {
    private static final Set<OnDelete> CHANGES = EnumSet.of(OnDelete.SET_NULL, OnDelete.SET_DEFAULT);

    /** Returns hazards for the tables whose number of rows differs from the ledger's row. */
    List<Hazard> unlike(LedgerEntry entry) {
        Map<TableName, Long> rows = new LinkedHashMap<>();
        archive.tables().forEach(table -> rows.merge(table.deletedFrom(), table.rows(), Long::sum));
        boolean sameTables = entry.isOfTables(deletedByTheJob());
        return rows.entrySet().stream()
                .filter(table -> !sameTables
                        || entry.note()
                                .filter(note -> !note.mayHaveDeleted(table.getValue(), table.getKey()))
                                .isPresent())
                .map(table -> hazard(table.getKey(), table.getValue()))
                .toList();
    }

    private Set<TableName> deletedByTheJob() {
        return archive.tables().stream()
                .filter(table -> table.foreignKeys().isEmpty())
                .map(ArchivedTable::deletedFrom)
                .collect(Collectors.toSet());
    }

    /** Returns hazards for the tables that no delete of the run and no foreign key can have reached. */
    List<Hazard> unlike(Dialect dialect, Connection connection) throws SQLException {
        Tables tables = dialect.tables(connection);
        List<ForeignKey> keys = dialect.deleteEffects(connection).foreignKeys(archive.tableNames());
        List<Hazard> hazards = new ArrayList<>();
        for (ArchivedTable table : archive.tables()) {
            boolean reached = table.foreignKeys().isEmpty() || keys.stream().anyMatch(key -> deletes(key, table));
            if (!reached || !isOf(table, tables)) {
                hazards.add(hazard(table.table(), table.rows()));
            }
        }
        for (ChangedRows changed : archive.changed()) {
            ArchivedTable table = changed.rows();
            if (!isOf(table, tables) || keys.stream().noneMatch(key -> changes(key, changed))) {
                hazards.add(hazard(table.table(), table.rows()));
            }
        }
        return hazards;
    }

    private static Hazard hazard(TableName table, long rows) {
        return Hazard.block(Code.ARCHIVE_OTHER_TABLES, table, rows, table);
    }

    /** Returns whether the archived table is the table of the delete or inherits from it. */
    private static boolean isOf(ArchivedTable archived, Tables tables) throws SQLException {
        return archived.table().equals(archived.deletedFrom())
                || tables.children(List.of(archived.deletedFrom())).stream()
                        .anyMatch(child -> child.name().equals(archived.table()));
    }

    private boolean deletes(ForeignKey key, ArchivedTable table) {
        return key.onDelete() == OnDelete.CASCADE
                && table.foreignKeys().contains(key.name())
                && key.from().equals(table.deletedFrom())
                && isRestored(key.to());
    }

    private boolean changes(ForeignKey key, ChangedRows changed) {
        return CHANGES.contains(key.onDelete())
                && key.name().equals(changed.foreignKey())
                && key.from().equals(changed.rows().deletedFrom())
                && key.columns()
                        .containsAll(changed.changedColumns().stream()
                                .map(Column::name)
                                .toList())
                && isRestored(key.to());
    }

    private boolean isRestored(TableName table) {
        return archive.tables().stream()
                .anyMatch(archived -> archived.deletedFrom().equals(table));
    }
}
