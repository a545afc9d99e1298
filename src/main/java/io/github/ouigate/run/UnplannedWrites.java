package io.github.ouigate.run;

import io.github.ouigate.db.SqlQuery;
import io.github.ouigate.db.Transactions.WriteWatch;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.message.Message;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The writes of a transaction that are neither part of its plan nor allowed by the operator. */
public final class UnplannedWrites {
    /** A trigger that defers others may itself have been deferred; whoever does that without an end is stopped. */
    private static final int MOST_DEFERRALS = 10;

    private UnplannedWrites() {}

    /** Fires the deferred triggers of a run until none is left that writes, and returns all that was written. */
    public static List<TableWrites> settled(RunContext run, WriteWatch watch) throws SQLException {
        return settled(watch.writes(), () -> {
            run.fireDeferred();
            return watch.writes();
        });
    }

    /**
     * Fires the deferred triggers until none is left that writes, and returns all that was written.
     *
     * @param before what was written before
     * @param next fires those that are deferred now, and finds out what has been written then
     */
    public static <T> T settled(T before, SqlQuery<T> next) throws SQLException {
        T writes = before;
        for (int i = 0; i < MOST_DEFERRALS; i++) {
            T afterwards = next.run();
            if (afterwards.equals(writes)) {
                return writes;
            }
            writes = afterwards;
        }
        throw new RunAborted(Outcome.RolledBack.because("run.deferred-again", MOST_DEFERRALS));
    }

    /**
     * Checks that there are none.
     *
     * @param writes every table that the transaction has written to
     * @param allowed the tables, {@code schema.table}, that the operator allows
     * @param planned the tables that the plan writes to, and which writes to each it plans
     * @param differences what else differs from the plan, to be named too
     * @throws RunAborted if there are any, or any differences
     */
    public static void check(
            List<TableWrites> writes,
            Set<String> allowed,
            Map<TableName, Predicate<TableWrites>> planned,
            List<?> differences) {
        List<Object> unplanned = new ArrayList<>(differences);
        List<TableWrites> others = writes.stream()
                .filter(table -> !allowed.contains(table.table().toString()))
                .filter(table ->
                        !planned.getOrDefault(table.table(), none -> false).test(table))
                .toList();
        others.stream().filter(table -> !table.table().isCatalog()).forEach(unplanned::add);
        List<TableWrites> catalogs =
                others.stream().filter(table -> table.table().isCatalog()).toList();
        if (!catalogs.isEmpty()) {
            unplanned.add(Message.of("writes.catalogs", catalogs));
        }
        if (!unplanned.isEmpty()) {
            throw new RunAborted(Outcome.RolledBack.because("run.unplanned-writes", unplanned));
        }
    }
}
