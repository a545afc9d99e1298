package io.github.ouigate.run.purge;

import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Severity;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.check.ForeignKeyCheck;
import io.github.ouigate.plan.check.WayBackCheck;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Checks the foreign keys between the tables of a purge against the rows under the locks. */
final class JobKeys {
    private final Map<TableName, Long> setNull;

    /**
     * Checks the keys and defers their checks if necessary. Must be called before the first delete.
     *
     * @param keys the keys of the plan's tables
     * @param archived whether a restore must be able to insert the rows again
     */
    JobKeys(RunContext run, Plan plan, List<ForeignKey> keys, boolean archived) throws SQLException {
        ForeignKeyCheck.Findings found = new ForeignKeyCheck(
                        plan.deletions(),
                        keys,
                        (key, rows) -> OptionalLong.of(run.rowStatistics().count(key.from(), rows)))
                .check();
        refuse(Hazard.of(Severity.BLOCK, found.hazards()));
        if (archived) {
            refuse(WayBackCheck.againstArchive(found.hazards()));
        }
        if (found.waits()) {
            run.dialect().transactions(run.jdbc()).deferConstraints();
        }
        setNull = found.setNull();
    }

    private static void refuse(List<Hazard> hazards) {
        if (!hazards.isEmpty()) {
            throw new RunAborted(new Outcome.Refused(hazards.get(0).message()));
        }
    }

    /** Returns the maximum number of updates that keys make to rows of a table before these are deleted. */
    long changes(TableName table) {
        return setNull.getOrDefault(table, 0L);
    }
}
