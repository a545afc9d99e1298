package io.github.ouigate.verify;

import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.receipt.SavedReceipt.SavedPreservedTable;
import io.github.ouigate.verify.Check.Kind;
import io.github.ouigate.verify.Check.State;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Checks whether the preserved tables have lost rows since the run. */
record PreservedTablesCheck(Tables tables, Privileges privileges, RowCounts counts, SavedReceipt receipt) {
    /** The maximum number of tables with estimated counts to check; an estimate proves nothing. */
    private static final int ESTIMATED_AT_MOST = 100;

    List<Check> check(List<SavedPreservedTable> preserved) throws SQLException {
        List<Check> checks = new ArrayList<>();
        int estimated = 0;
        for (SavedPreservedTable table : preserved) {
            estimated += table.estimated() ? 1 : 0;
            if (!table.estimated() || estimated <= ESTIMATED_AT_MOST) {
                checks.add(check(table));
            }
        }
        int others = estimated - ESTIMATED_AT_MOST;
        if (others > 0) {
            checks.add(Check.of(Kind.PRESERVED, "other tables", State.NOT_CHECKED, "verify.kept.others", others));
        }
        return checks;
    }

    private Check check(SavedPreservedTable before) throws SQLException {
        List<TableName> found = tables.shownAs(before.table());
        if (found.isEmpty()) {
            return Check.missing(Kind.PRESERVED, before.table());
        }
        if (found.size() > 1) {
            return Check.of(Kind.PRESERVED, before.table(), State.NOT_CHECKED, "verify.kept.ambiguous", before.table());
        }
        TableName table = found.get(0);
        if (!privileges.canCount(table, List.of())) {
            return Check.of(Kind.PRESERVED, table, State.NOT_CHECKED, "verify.kept.unreadable", table);
        }
        Long rows = before.rows();
        return before.estimated() || rows == null ? estimated(table, rows) : counted(table, rows);
    }

    private Check counted(TableName table, long then) throws SQLException {
        OptionalLong counted = counts.count(table, Condition.NONE);
        if (counted.isEmpty()) {
            return Check.of(Kind.PRESERVED, table, State.NOT_CHECKED, "verify.kept.unreadable", table);
        }
        long now = counted.getAsLong();
        return now < then
                ? Check.of(Kind.PRESERVED, table, State.DIFFERS, "verify.kept.fewer", table, now, then, counted())
                : Check.of(Kind.PRESERVED, table, State.HOLDS, "verify.kept.as-many", table, now, then, counted());
    }

    /** Returns when the receipt's rows were counted. */
    private Message counted() {
        return Message.of(receipt.isOfEarlierRun() ? "verify.kept.at-receipt" : "verify.kept.after-run");
    }

    private Check estimated(TableName table, @Nullable Long then) throws SQLException {
        OptionalLong now = counts.quickly(table);
        if (now.isEmpty()) {
            return Check.of(Kind.PRESERVED, table, State.NOT_CHECKED, "verify.kept.slow", table);
        }
        return then != null
                ? Check.of(
                        Kind.PRESERVED,
                        table,
                        State.REPORTED,
                        "verify.kept.estimated",
                        table,
                        now.getAsLong(),
                        then,
                        counted())
                : Check.of(Kind.PRESERVED, table, State.REPORTED, "verify.kept.unknown", table, now.getAsLong());
    }
}
