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
 * Finds what keeps contents of the deleted rows, as far as the catalogs tell.
 *
 * @param database its name
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

    /** Returns the hazards that also limit what a receipt proves. */
    public static List<Hazard> caveats(List<Hazard> hazards) {
        return hazards.stream().filter(hazard -> KEPT.contains(hazard.code())).toList();
    }

    /**
     * Looks at the tables whose rows are deleted or changed; large objects are looked up where their rows are counted.
     *
     * @param deleted which rows of which tables go
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

    /** A text that happens to be the number of a large object is none, unless all of its column are. */
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
