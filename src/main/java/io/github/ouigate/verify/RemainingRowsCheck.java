package io.github.ouigate.verify;

import io.github.ouigate.db.Condition;
import io.github.ouigate.db.RowAges;
import io.github.ouigate.db.RowStatistics;
import io.github.ouigate.db.TableName;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.verify.Check.Kind;
import io.github.ouigate.verify.Check.State;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks for rows that a run should have deleted: those that were there before it. */
final class RemainingRowsCheck {
    private final RowStatistics statistics;
    private final RowCounts counts;
    private final Optional<SavedReceipt> receipt;

    RemainingRowsCheck(RowStatistics statistics, RowCounts counts, Optional<SavedReceipt> receipt) {
        this.statistics = statistics;
        this.counts = counts;
        this.receipt = receipt;
    }

    Check check(TableName table, Condition condition) throws SQLException {
        OptionalLong counted = counts.count(table, condition);
        if (counted.isEmpty()) {
            return Check.of(Kind.ROWS, table, State.DIFFERS, "verify.rows.unfit", table);
        }
        long rows = counted.getAsLong();
        if (rows == 0) {
            return Check.of(Kind.ROWS, table, State.HOLDS, "verify.rows.none", table);
        }
        if (receipt.isEmpty()) {
            return Check.of(Kind.ROWS, table, State.REPORTED, "verify.rows.no-receipt", table, rows);
        }
        Optional<String> snapshot = receipt.get().snapshot();
        Optional<RowAges> ages =
                snapshot.isPresent() ? statistics.rowAges(table, condition, snapshot.get()) : Optional.empty();
        if (ages.isPresent() && ages.get().before() > 0) {
            String left = condition.sql() == null ? "verify.rows.left" : "verify.rows.left-or-matching-now";
            return Check.of(
                    Kind.ROWS, table, State.DIFFERS, left, table, ages.get().before(), rows);
        }
        return ages.isPresent() && ages.get().untold() == 0
                ? Check.of(Kind.ROWS, table, State.REPORTED, "verify.rows.newer", table, rows)
                : Check.of(Kind.ROWS, table, State.REPORTED, "verify.rows.untold", table, rows);
    }
}
