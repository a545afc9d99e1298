package io.github.ouigate.run.purge;

import io.github.ouigate.archive.ArchiveWriter;
import io.github.ouigate.archive.ArchiveWriter.Source;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.ForeignKey.OnDelete;
import io.github.ouigate.db.schema.RowChange;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.check.WayBackCheck;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.outcome.CascadedRows;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The rows that foreign keys delete and update in a purge, counted under the locks and proven before the commit. */
final class PurgeCascades {
    /**
     * The expected writes to a table.
     *
     * @param deleted the exact number of deleted rows
     * @param changed the minimum number of updates
     * @param updates the maximum number of updates; several keys can update a row, which can then be deleted
     */
    private record Expected(long deleted, long changed, long updates) {
        private static final Expected NONE = new Expected(0, 0, 0);

        private boolean isMet(long actuallyDeleted, long updated) {
            return actuallyDeleted == deleted && updated >= changed && updated <= updates;
        }
    }

    private final RunContext run;
    private final Plan plan;
    private final List<CascadedRows> counted = new ArrayList<>();
    private final Map<TableName, Expected> expected = new LinkedHashMap<>();

    /** Counts the rows. The tables must be locked, and nothing deleted yet. */
    PurgeCascades(RunContext run, Plan plan) throws SQLException {
        this.run = run;
        this.plan = plan;
        for (Cascade cascade : plan.cascades()) {
            long rows = run.rowStatistics().count(cascade.table(), cascade.condition());
            if (!plan.limits().allows(cascade.rows(), rows)) {
                throw new RunAborted(
                        Outcome.Refused.because("run.cascade-drifted", cascade.table(), cascade.rows(), rows));
            }
            counted.add(CascadedRows.of(cascade, rows));
            expect(cascade, rows);
        }
    }

    private void expect(Cascade cascade, long rows) throws SQLException {
        Expected before = expected.getOrDefault(cascade.table(), Expected.NONE);
        if (cascade.deletes()) {
            long updates = before.updates + rows * keysThatChange(cascade.table());
            expected.put(cascade.table(), new Expected(rows, before.changed, updates));
        } else {
            long updates = before.updates;
            for (Cascade.Key key : cascade.keys()) {
                updates += keyRows(cascade, key, rows);
            }
            expected.put(cascade.table(), new Expected(before.deleted, rows, updates));
        }
    }

    private long keysThatChange(TableName table) throws SQLException {
        return run.dialect().deleteEffects(run.jdbc()).foreignKeys(List.of(table)).stream()
                .filter(key -> key.from().equals(table))
                .map(ForeignKey::onDelete)
                .filter(action -> action == OnDelete.SET_NULL || action == OnDelete.SET_DEFAULT)
                .count();
    }

    /** Returns the rows as counted under the locks. */
    List<CascadedRows> rows() {
        return List.copyOf(counted);
    }

    /** Checks that an archive can hold the rows, which may have changed since the plan. */
    void checkWayBack(RowCopy copy, List<ForeignKey> keys) throws SQLException {
        List<Cascade> now = new ArrayList<>();
        for (int i = 0; i < counted.size(); i++) {
            if (counted.get(i).rows() > 0) {
                now.add(plan.cascades().get(i).withRows(counted.get(i).rows()));
            }
        }
        List<Hazard> hazards = WayBackCheck.againstArchive(new WayBackCheck(now, keys).check(copy));
        if (!hazards.isEmpty()) {
            throw new RunAborted(new Outcome.Refused(hazards.get(0).message()));
        }
    }

    /** Archives the rows of a table that foreign keys delete. */
    void writeDeleted(TableName table, RowCopy copy, ArchiveWriter writer) throws SQLException, IOException {
        for (int i = 0; i < counted.size(); i++) {
            CascadedRows rows = counted.get(i);
            if (rows.effect() == Cascade.Effect.DELETED && rows.table().equals(table) && rows.rows() > 0) {
                run.timeLimit().apply(run);
                long written = writer.add(
                        copy,
                        Source.cascaded(
                                table, rows.keys(), plan.cascades().get(i).condition(), columns(table)),
                        progress(rows));
                check(table, rows.rows(), written);
            }
        }
    }

    /** Archives the values that foreign keys change. */
    void writeChanged(RowCopy copy, ArchiveWriter writer) throws SQLException, IOException {
        for (int i = 0; i < counted.size(); i++) {
            CascadedRows rows = counted.get(i);
            Cascade cascade = plan.cascades().get(i);
            for (Cascade.Key key : cascade.deletes() ? List.<Cascade.Key>of() : cascade.keys()) {
                run.timeLimit().apply(run);
                long reached = keyRows(cascade, key, rows.rows());
                if (reached > 0) {
                    long written = writer.addChanged(copy, change(cascade, key, copy), key.condition(), progress(rows));
                    check(cascade.table(), reached, written);
                }
            }
        }
    }

    private RowChange change(Cascade cascade, Cascade.Key key, RowCopy copy) throws SQLException {
        List<String> identity =
                copy.identity(cascade.table(), cascade.changedColumns()).orElseThrow(); // present since checkWayBack
        List<@Nullable String> left = new ArrayList<>();
        for (String column : key.columns()) {
            left.add(key.action() == OnDelete.SET_NULL ? null : copy.defaultValue(cascade.table(), column));
        }
        List<Column> columns = columns(cascade.table());
        return new RowChange(
                cascade.table(),
                key.name(),
                Column.named(identity, columns),
                Column.named(key.columns(), columns),
                left);
    }

    private List<Column> columns(TableName table) throws SQLException {
        return run.dialect().tables(run.jdbc()).columns(table);
    }

    private LongConsumer progress(CascadedRows rows) {
        return count -> {
            run.stopIfInterrupted();
            run.progress().copying(rows.table(), count, rows.rows());
        };
    }

    private static void check(TableName table, long counted, long written) {
        if (counted != written) {
            throw new RunAborted(Outcome.RolledBack.because("run.archive-count", table, counted, written));
        }
    }

    private long keyRows(Cascade cascade, Cascade.Key key, long rows) throws SQLException {
        return cascade.keys().size() == 1 ? rows : run.rowStatistics().count(cascade.table(), key.condition());
    }

    /** Checks that the transaction's writes match the counts. */
    void check(List<TableWrites> writes) throws SQLException {
        Map<TableName, TableName> roots = roots();
        List<Message> differences = new ArrayList<>();
        expected.forEach((table, rows) -> {
            List<TableWrites> own = writes.stream()
                    .filter(written -> table.equals(roots.get(written.table())))
                    .toList();
            long deleted = sum(own, TableWrites::deleted);
            long updated = sum(own, TableWrites::updated);
            long other = sum(own, TableWrites::inserted)
                    + own.stream().filter(TableWrites::uncounted).count();
            if (!rows.isMet(deleted, updated) || other > 0) {
                differences.add(
                        Message.of("writes.other-cascade", table, rows.deleted, rows.changed, deleted, updated, other));
            }
        });
        if (!differences.isEmpty()) {
            throw new RunAborted(Outcome.RolledBack.because("run.cascade-differs", differences));
        }
    }

    /** Maps each written table to itself or to the table that it is a partition of. */
    private Map<TableName, TableName> roots() throws SQLException {
        return run.dialect().tables(run.jdbc()).parts(expected.keySet());
    }

    /** Returns the tables and partitions whose writes {@link #check} verifies. */
    List<TableName> tables() throws SQLException {
        return List.copyOf(roots().keySet());
    }

    private static long sum(List<TableWrites> writes, ToLongFunction<TableWrites> rows) {
        return writes.stream().mapToLong(rows).sum();
    }
}
