package io.github.ouigate.run.purge;

import io.github.ouigate.db.RowStatistics.RowDigest;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.KeyEffects;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Proves that the remaining rows of the tables written by a purge are unchanged, apart from updates by foreign keys.
 * The rows are compared only if triggers fire, since only triggers could make writes that the server does not count.
 * For a table of the job with further allowed writes, only the number of rows is compared.
 */
final class KeptRows {
    private static final Set<Hazard.Code> TRIGGERS = EnumSet.of(
            Hazard.Code.TRIGGER, Hazard.Code.TRUNCATE_TRIGGER, Hazard.Code.LEDGER_TRIGGER, Hazard.Code.EVENT_TRIGGER);

    private static final Condition NO_ROW = new Condition("FALSE");

    private final RunContext run;
    private final Set<TableName> numbers = new HashSet<>();
    private final Map<TableName, RowDigest> kept = new LinkedHashMap<>();

    /** Returns whether triggers fire in a run. */
    static boolean firesTriggers(Plan plan) {
        return plan.hazards().stream().anyMatch(hazard -> TRIGGERS.contains(hazard.code()));
    }

    /**
     * Reads the rows. The tables must be locked, and nothing deleted yet.
     *
     * @param always whether to compare the rows even if no triggers fire
     */
    KeptRows(RunContext run, Plan plan, boolean always) throws SQLException {
        this.run = run;
        if (!always && !firesTriggers(plan)) {
            return;
        }
        Map<TableName, Condition> deleted = new LinkedHashMap<>();
        for (PlannedDeletion deletion : plan.deletions()) {
            deleted.put(deletion.table(), deletion.condition());
        }
        KeyEffects effects = run.dialect().deleteEffects(run.jdbc()).keyEffects(deleted);
        for (Cascade cascade : plan.cascades()) {
            if (cascade.deletes()) {
                deleted.put(cascade.table(), cascade.condition());
            } else {
                deleted.putIfAbsent(cascade.table(), NO_ROW);
            }
        }
        for (TableName table : effects.reached()) {
            if (!plan.allowedWrites().contains(table.toString())) {
                deleted.putIfAbsent(table, NO_ROW);
            }
        }
        for (Map.Entry<TableName, Condition> entry : deleted.entrySet()) {
            TableName table = entry.getKey();
            boolean written =
                    plan.tables().contains(table) && plan.allowedWrites().contains(table.toString());
            if (written) {
                numbers.add(table);
            }
            Condition changed = plan.cascades().stream()
                    .filter(cascade -> cascade.table().equals(table) && !cascade.deletes())
                    .map(Cascade::condition)
                    .findFirst()
                    .orElse(NO_ROW);
            kept.put(
                    table,
                    written
                            ? number(table, entry.getValue().negated())
                            : run.rowStatistics().digestOfKept(table, entry.getValue(), changed));
        }
    }

    private RowDigest number(TableName table, Condition condition) throws SQLException {
        return new RowDigest(run.rowStatistics().count(table, condition), "");
    }

    /** Checks that exactly these rows remain. */
    void check() throws SQLException {
        for (Map.Entry<TableName, RowDigest> entry : kept.entrySet()) {
            TableName table = entry.getKey();
            RowDigest before = entry.getValue();
            RowDigest now = numbers.contains(table)
                    ? number(table, Condition.NONE)
                    : run.rowStatistics().digestOfUnwritten(table);
            if (!now.equals(before)) {
                throw new RunAborted(Outcome.RolledBack.because("run.others-kept", table, before.rows(), now.rows()));
            }
        }
    }
}
