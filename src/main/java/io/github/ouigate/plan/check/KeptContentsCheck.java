package io.github.ouigate.plan.check;

import io.github.ouigate.db.DeleteEffects;
import io.github.ouigate.db.RowStatistics;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.KeptContents;
import io.github.ouigate.db.schema.KeptContents.ReferringColumn;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Hazard.Severity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds objects that keep contents of deleted rows, as far as the catalogs show it.
 *
 * @param database the name of the database
 */
public record KeptContentsCheck(DeleteEffects effects, RowStatistics statistics, String database) {
    private static final Set<Code> KEPT = EnumSet.of(
            Code.MATERIALIZED_VIEW,
            Code.LARGE_OBJECTS,
            Code.REPLICATION_SLOT,
            Code.SUBSCRIPTION,
            Code.PUBLICATION_WITHOUT_DELETES,
            Code.COPYING_TRIGGER,
            Code.KEPT_UNREADABLE);

    /** Returns the hazards that also limit the proof of a receipt. */
    public static List<Hazard> caveats(List<Hazard> hazards) {
        return hazards.stream().filter(hazard -> KEPT.contains(hazard.code())).toList();
    }

    /**
     * Checks the tables whose rows are deleted or updated. References to large objects are counted if the rows are
     * counted.
     *
     * @param deleted the conditions of deleted rows by table
     */
    public List<Hazard> check(Map<TableName, Condition> deleted, List<TableName> affected) throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        for (KeptContents kept : effects.keptContents(affected)) {
            boolean isKnown = kept.kind() != KeptContents.Kind.KEPT_UNREADABLE;
            hazards.add(Hazard.of(
                    Code.valueOf(kept.kind().name()),
                    isKnown ? Severity.WARN : Severity.NOTE,
                    kept.tables().isEmpty() ? null : kept.tables().get(0),
                    kept.tables(),
                    kept.name(),
                    kept.sql()));
        }
        for (ReferringColumn column : effects.columnsOfLargeObjects(deleted.keySet())) {
            largeObjects(column, deleted.getOrDefault(column.table(), Condition.NONE), hazards);
        }
        return hazards;
    }

    /** Text columns count as references to large objects only if all of their values are existing OIDs. */
    private void largeObjects(ReferringColumn column, Condition deleted, List<Hazard> hazards) throws SQLException {
        long rows = statistics.count(column.table(), column.refers(deleted));
        if (rows > 0 && (!column.isText() || rows == statistics.count(column.table(), column.isSet(deleted)))) {
            hazards.add(Hazard.warn(
                    Code.LARGE_OBJECTS,
                    column.table(),
                    column.table(),
                    column.name(),
                    rows,
                    TableName.quote(column.name()),
                    column.table().sql() + deleted.where().stripTrailing(),
                    database));
        }
    }
}
