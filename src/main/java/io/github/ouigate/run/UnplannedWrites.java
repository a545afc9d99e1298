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

/** Finds writes of a transaction that are neither planned nor allowed by the operator. */
public final class UnplannedWrites {
    /** The limit for deferred triggers that defer further triggers. */
    private static final int MOST_DEFERRALS = 10;

    private UnplannedWrites() {}

    /** Fires the run's deferred triggers until none writes any more, and returns all writes. */
    public static List<TableWrites> settled(RunContext run, WriteWatch watch) throws SQLException {
        return settled(watch.writes(), () -> {
            run.fireDeferred();
            return watch.writes();
        });
    }

    /**
     * Fires deferred triggers until none writes any more, and returns all writes.
     *
     * @param before the writes so far
     * @param next fires the currently deferred triggers and returns the writes afterwards
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
     * Checks that there are no unplanned writes.
     *
     * @param writes the writes to each table by the transaction
     * @param allowed the tables, as {@code schema.table}, that the operator allows
     * @param planned the tables in the plan, each with a predicate for its planned writes
     * @param differences other differences from the plan, which are reported too
     * @throws RunAborted if there are unplanned writes or differences
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
