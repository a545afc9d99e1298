package io.github.ouigate.run.restore;

import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.archive.RowSetDigest;
import io.github.ouigate.db.ChildTable;
import io.github.ouigate.db.Condition;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.TableName;
import io.github.ouigate.db.TableWrites;
import io.github.ouigate.db.WriteWatch;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.run.RunAborted;
import io.github.ouigate.run.RunContext;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds what a restore has done against its archive, inside the transaction and before its only commit: each table holds
 * the rows that it held before and those of the archive, value for value, and nothing else was written.
 */
final class RestoreProof {
    private final RunContext run;
    private final RestorePlan plan;
    private final RowCopy copy;
    private final Map<TableName, RowSetDigest> before = new LinkedHashMap<>();
    private final WriteWatch watch;

    /** Begins to watch; the tables are locked, and nothing is restored yet. */
    RestoreProof(RunContext run, RestorePlan plan, RowCopy copy) throws SQLException {
        this.run = run;
        this.plan = plan;
        this.copy = copy;
        copy.use(plan.archive().settings());
        for (ArchivedTable table : plan.archive().tables()) {
            before.put(table.table(), records(table));
        }
        this.watch = run.dialect().transactions(run.jdbc()).watchWrites(List.of());
    }

    /**
     * Returns every table that the transaction has written to, if all is as it should be.
     *
     * @param unrecorded whether a row was taken out of the ledger
     */
    List<TableWrites> check(boolean unrecorded) throws SQLException {
        List<TableWrites> writes = watch.writes();
        List<Object> unplanned = unplanned(writes, unrecorded);
        if (!unplanned.isEmpty()) {
            throw new RunAborted(Outcome.RolledBack.because("run.unplanned-writes", unplanned));
        }
        for (ArchivedTable table : plan.archive().tables()) {
            RowSetDigest expected = before.getOrDefault(table.table(), RowSetDigest.NONE)
                    .plus(RowSetDigest.of(table.rows(), table.records()));
            RowSetDigest now = records(table);
            if (!now.equals(expected)) {
                throw new RunAborted(
                        Outcome.RolledBack.because("restore.differs", table.table(), expected.count(), now.count()));
            }
        }
        return writes;
    }

    private RowSetDigest records(ArchivedTable table) throws SQLException {
        run.timeLimit().apply(run);
        RowSetDigest.Digest digest = new RowSetDigest.Digest();
        try {
            long unused = copy.out(
                    table.table(), table.fileColumns(), Condition.NONE, count -> run.stopIfInterrupted(), digest);
        } catch (IOException e) {
            throw new IllegalStateException(e); // a digest takes everything
        }
        return digest.records();
    }

    private List<Object> unplanned(List<TableWrites> writes, boolean unrecorded) throws SQLException {
        Map<TableName, TableName> roots = roots();
        Optional<TableName> ledger = run.ledger().table(run.jdbc());
        Optional<TableName> lock = run.ledger().lockTable(run.jdbc());
        return writes.stream()
                .filter(table -> !plan.allowedWrites().contains(table.table().toString()))
                .filter(table -> !(roots.containsKey(table.table()) && isInsert(table)))
                .filter(table -> !(lock.filter(table.table()::equals).isPresent() && isUpdate(table)))
                .filter(table ->
                        !(unrecorded && ledger.filter(table.table()::equals).isPresent() && isRemoval(table)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static boolean isInsert(TableWrites table) {
        return table.deleted() == 0 && table.updated() == 0 && !table.uncounted();
    }

    private static boolean isUpdate(TableWrites table) {
        return table.inserted() == 0 && table.deleted() == 0 && !table.uncounted();
    }

    private static boolean isRemoval(TableWrites table) {
        return table.inserted() == 0 && table.updated() == 0 && table.deleted() <= 1 && !table.uncounted();
    }

    /** Returns the restored tables and their partitions. */
    private Map<TableName, TableName> roots() throws SQLException {
        Map<TableName, TableName> roots = new HashMap<>();
        Set<TableName> tables = before.keySet();
        tables.forEach(table -> roots.put(table, table));
        for (ChildTable child : run.dialect().tables(run.jdbc()).children(tables)) {
            if (child.kind() == ChildTable.Kind.PARTITION) {
                roots.put(child.name(), child.root());
            }
        }
        return roots;
    }
}
