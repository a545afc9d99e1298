package io.github.ouigate.run.restore;

import io.github.ouigate.archive.ChangedRows;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.schema.RowChange;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.outcome.RestoredChange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Restores earlier values of rows that foreign keys have changed, if they still have the changed values. */
final class ChangedRowsRestore {
    private final RunContext run;
    private final RestorePlan plan;
    private final RowCopy copy;
    private final List<RestoredChange> results = new ArrayList<>();

    ChangedRowsRestore(RunContext run, RestorePlan plan, RowCopy copy) {
        this.run = run;
        this.plan = plan;
        this.copy = copy;
    }

    /** Sets the rows back. The deleted rows that they reference must be restored already. */
    void setBack() throws SQLException {
        for (ChangedRows changed : plan.archive().changed()) {
            run.timeLimit().apply(run);
            results.add(setBack(changed));
        }
    }

    private RestoredChange setBack(ChangedRows changed) throws SQLException {
        RowChange change = changed.change();
        boolean withoutOrphans = plan.skipped().orphanCount() > 0;
        List<String> shown = new ArrayList<>();
        AtomicLong rows = new AtomicLong();
        AtomicLong others = new AtomicLong();
        plan.reader().read(changed.rows(), (List<List<byte @Nullable []>> batch) -> {
            run.stopIfInterrupted();
            run.timeLimit().apply(run);
            List<List<String>> untouched = copy.setBack(change, batch, withoutOrphans);
            others.addAndGet(untouched.size());
            untouched.stream()
                    .limit(Math.max(0, RestoredChange.SHOWN - shown.size()))
                    .map(key -> String.join(", ", key))
                    .forEach(shown::add);
            run.progress()
                    .copying(
                            change.table(),
                            rows.addAndGet(batch.size()),
                            changed.rows().rows());
        });
        return new RestoredChange(
                change.table(),
                changed.foreignKey(),
                changed.key(),
                changed.rows().rows(),
                rows.get() - others.get(),
                shown);
    }

    /** Returns the results for each foreign key. */
    List<RestoredChange> results() {
        return List.copyOf(results);
    }

    /** Returns the number of updates of each table. */
    Map<TableName, Long> updates() {
        Map<TableName, Long> updates = new HashMap<>();
        results.forEach(result -> updates.merge(result.table(), result.restored(), Long::sum));
        return updates;
    }
}
