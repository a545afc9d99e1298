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

/** The foreign keys between the tables of a purge, checked by the rows that are there under the locks. */
final class JobKeys {
    private final Map<TableName, Long> setNull;

    /**
     * Checks them, and has those wait that have to; nothing is deleted yet.
     *
     * @param keys those of the plan's tables
     * @param archived whether a restore has to be able to put the rows back
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

    /** Returns how often keys change rows of a table at the most before these are deleted. */
    long changes(TableName table) {
        return setNull.getOrDefault(table, 0L);
    }
}
