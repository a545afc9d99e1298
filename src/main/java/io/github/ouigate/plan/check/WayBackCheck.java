package io.github.ouigate.plan.check;

import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.ForeignKey.OnDelete;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds rows of cascades that an archive cannot hold, or that a restore cannot put back.
 *
 * @param keys the foreign keys from and to the tables of the cascades
 */
public record WayBackCheck(List<Cascade> cascades, List<ForeignKey> keys) {
    /** The hazards that block only a run with an archive. */
    private static final Set<Code> AGAINST_ARCHIVE = Set.of(
            Code.CHANGED_WITHOUT_KEY, Code.CHANGED_TO_NO_CONSTANT, Code.ARCHIVE_CIRCLE, Code.ARCHIVE_NEEDS_DEFERRABLE);

    /** Returns the hazards that block a run with an archive. */
    public static List<Hazard> againstArchive(List<Hazard> hazards) {
        return hazards.stream()
                .filter(hazard -> AGAINST_ARCHIVE.contains(hazard.code()))
                .toList();
    }

    /** Returns the hazards of a plan with an archive, in which those against an archive block. */
    public static List<Hazard> withArchive(List<Hazard> hazards) {
        return hazards.stream()
                .map(hazard -> AGAINST_ARCHIVE.contains(hazard.code()) ? hazard.blocking() : hazard)
                .toList();
    }

    public List<Hazard> check(RowCopy copy) throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        for (Cascade cascade : cascades) {
            if (cascade.deletes()) {
                cycle(cascade.table(), hazards);
            } else {
                referenced(cascade, hazards);
                rowsWithoutKey(cascade, copy, hazards);
                nonConstantDefaults(cascade, copy, hazards);
            }
        }
        return hazards;
    }

    /** An archive cannot hold updated rows without an identifying key. */
    private static void rowsWithoutKey(Cascade cascade, RowCopy copy, List<Hazard> hazards) throws SQLException {
        if (copy.identity(cascade.table(), cascade.changedColumns()).isEmpty()) {
            hazards.add(Hazard.warn(
                    Code.CHANGED_WITHOUT_KEY,
                    cascade.table(),
                    cascade.table(),
                    cascade.rows(),
                    cascade.changedColumns()));
        }
    }

    /** A restore cannot determine the values of a non-constant default at the time of the run. */
    private static void nonConstantDefaults(Cascade cascade, RowCopy copy, List<Hazard> hazards) throws SQLException {
        for (Cascade.Key key : cascade.keys()) {
            for (String column : key.action() == OnDelete.SET_DEFAULT ? key.columns() : List.<String>of()) {
                if (!copy.hasConstantDefault(cascade.table(), column)) {
                    hazards.add(Hazard.warn(
                            Code.CHANGED_TO_NO_CONSTANT, cascade.table(), cascade.table(), column, key.name()));
                }
            }
        }
    }

    /** Updates of referenced columns fail or cascade (ON UPDATE). */
    private void referenced(Cascade cascade, List<Hazard> hazards) {
        keys.stream()
                .filter(key -> key.to().equals(cascade.table())
                        && key.keys().stream().anyMatch(cascade.changedColumns()::contains))
                .forEach(key -> hazards.add(Hazard.block(
                        Code.CHANGED_IS_REFERENCED,
                        cascade.table(),
                        cascade.table(),
                        cascade.changedColumns(),
                        key.name(),
                        key.from())));
    }

    /** Rows of tables that reference each other cannot be restored in any order of the tables. */
    private void cycle(TableName table, List<Hazard> hazards) {
        Set<TableName> deleted = new HashSet<>();
        cascades.stream().filter(Cascade::deletes).map(Cascade::table).forEach(deleted::add);
        Set<TableName> seen = new HashSet<>();
        List<TableName> next = new ArrayList<>(List.of(table));
        while (!next.isEmpty()) {
            TableName from = next.remove(0);
            for (ForeignKey key : keys) {
                boolean leads = key.from().equals(from) && !key.to().equals(from) && deleted.contains(key.to());
                if (leads && key.to().equals(table)) {
                    hazards.add(Hazard.warn(Code.ARCHIVE_CIRCLE, table, table, from, key.name()));
                    return;
                }
                if (leads && seen.add(key.to())) {
                    next.add(key.to());
                }
            }
        }
    }
}
