package io.github.ouigate.run.restore;

import io.github.ouigate.archive.ChangedRows;
import io.github.ouigate.archive.CsvReader;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.schema.RowChange;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.outcome.RestoredChange;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets the rows back that foreign keys have changed, where they are still as the run left them. */
final class ChangedRowsRestore {
    private static final int BATCH = 1_000;

    private final RunContext run;
    private final RestorePlan plan;
    private final RowCopy copy;
    private final List<RestoredChange> results = new ArrayList<>();

    ChangedRowsRestore(RunContext run, RestorePlan plan, RowCopy copy) {
        this.run = run;
        this.plan = plan;
        this.copy = copy;
    }

    /** Sets them back; the deleted rows, which they reference, are there again. */
    void setBack() throws SQLException {
        for (ChangedRows changed : plan.archive().changed()) {
            run.timeLimit().apply(run);
            results.add(setBack(changed));
        }
    }

    private RestoredChange setBack(ChangedRows changed) throws SQLException {
        RowChange change = new RowChange(
                changed.rows().table(),
                changed.foreignKey(),
                changed.keyColumns(),
                changed.changedColumns(),
                changed.leftValues());
        long rows = 0;
        long others = 0;
        List<String> shown = new ArrayList<>();
        try (CsvReader reader = plan.reader().rows(changed.rows())) {
            List<List<byte @Nullable []>> batch = batch(reader);
            while (!batch.isEmpty()) {
                run.stopIfInterrupted();
                run.timeLimit().apply(run);
                rows += batch.size();
                List<List<String>> untouched = copy.setBack(change, batch);
                others += untouched.size();
                untouched.stream()
                        .limit(Math.max(0, RestoredChange.SHOWN - shown.size()))
                        .map(key -> String.join(", ", key))
                        .forEach(shown::add);
                run.progress().copying(change.table(), rows, changed.rows().rows());
                batch = batch(reader);
            }
        } catch (IOException e) {
            throw new SQLException(e);
        }
        return new RestoredChange(
                change.table(),
                changed.foreignKey(),
                changed.key(),
                changed.rows().rows(),
                rows - others,
                shown);
    }

    private static List<List<byte @Nullable []>> batch(CsvReader reader) throws IOException {
        List<List<byte @Nullable []>> batch = new ArrayList<>();
        while (batch.size() < BATCH) {
            var row = reader.next();
            if (row.isEmpty()) {
                break;
            }
            batch.add(row.get());
        }
        return batch;
    }

    /** Returns what became of the rows, for each foreign key. */
    List<RestoredChange> results() {
        return List.copyOf(results);
    }

    /** Returns how many updates there were of each table. */
    Map<TableName, Long> updates() {
        Map<TableName, Long> updates = new HashMap<>();
        results.forEach(result -> updates.merge(result.table(), result.restored(), Long::sum));
        return updates;
    }
}
