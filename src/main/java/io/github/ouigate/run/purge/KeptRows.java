package io.github.ouigate.run.purge;

import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.RowStatistics.KeyDigest;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.KeyEffects;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.run.RunAborted;
import io.github.ouigate.run.RunContext;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows that a purge leaves in the tables that it and its foreign keys write to, by number and by key. What is left is
 * what was there without what was deleted. They are compared where triggers fire: only these could write to such a table
 * what the server does not count.
 */
final class KeptRows {
    private static final Set<Hazard.Code> TRIGGERS =
            EnumSet.of(Hazard.Code.TRIGGER, Hazard.Code.LEDGER_TRIGGER, Hazard.Code.EVENT_TRIGGER);

    private final RunContext run;
    private final Map<TableName, List<String>> keys = new LinkedHashMap<>();
    private final Map<TableName, KeyDigest> kept = new HashMap<>();

    /** Reads them; the tables are locked, and nothing is deleted yet. */
    KeptRows(RunContext run, Plan plan) throws SQLException {
        this.run = run;
        if (plan.hazards().stream().noneMatch(hazard -> TRIGGERS.contains(hazard.code()))) {
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
            }
        }
        for (TableName table : effects.reached()) {
            if (!plan.allowedWrites().contains(table.toString())) {
                deleted.putIfAbsent(table, new Condition("FALSE"));
            }
        }
        for (Map.Entry<TableName, Condition> entry : deleted.entrySet()) {
            TableName table = entry.getKey();
            boolean changed =
                    plan.cascades().stream().anyMatch(cascade -> cascade.table().equals(table) && !cascade.deletes());
            keys.put(table, changed ? List.of() : key(table));
            kept.put(table, read(table, entry.getValue().negated()));
        }
    }

    private List<String> key(TableName table) throws SQLException {
        Optional<RowCopy> copy = run.dialect().rowCopy(run.jdbc());
        List<List<String>> unique = copy.isPresent() ? copy.get().uniqueKeys(table) : List.of();
        return unique.isEmpty() ? List.of() : unique.get(0);
    }

    private KeyDigest read(TableName table, Condition condition) throws SQLException {
        return run.dialect()
                .rowStatistics(run.jdbc())
                .digestOfKeys(table, keys.getOrDefault(table, List.of()), condition);
    }

    /** Checks that they are there, and no others. */
    void check() throws SQLException {
        for (TableName table : keys.keySet()) {
            KeyDigest before = kept.getOrDefault(table, KeyDigest.NONE);
            KeyDigest now = read(table, Condition.NONE);
            if (!now.equals(before)) {
                throw new RunAborted(Outcome.RolledBack.because("run.others-kept", table, before.rows(), now.rows()));
            }
        }
    }
}
