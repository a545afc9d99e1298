package io.github.ouigate.verify;

import io.github.ouigate.db.Condition;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.TableName;
import io.github.ouigate.db.Tables;
import io.github.ouigate.receipt.SavedReceipt.SavedPreservedTable;
import io.github.ouigate.verify.Check.Kind;
import io.github.ouigate.verify.Check.State;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks whether the tables that were to stay have lost rows. */
final class PreservedTablesCheck {
    private final Tables tables;
    private final Privileges privileges;
    private final RowCounts counts;

    PreservedTablesCheck(Tables tables, Privileges privileges, RowCounts counts) {
        this.tables = tables;
        this.privileges = privileges;
        this.counts = counts;
    }

    List<Check> check(Optional<List<SavedPreservedTable>> kept) throws SQLException {
        if (kept.isEmpty()) {
            return List.of(Check.of(Kind.KEPT, "", State.NOT_CHECKED, "verify.kept.unrecorded"));
        }
        List<Check> checks = new ArrayList<>();
        for (SavedPreservedTable table : kept.get()) {
            checks.add(check(table));
        }
        return checks;
    }

    private Check check(SavedPreservedTable kept) throws SQLException {
        List<TableName> found = tables.shownAs(kept.table());
        if (found.isEmpty()) {
            return Check.missing(Kind.KEPT, kept.table());
        }
        if (found.size() > 1) {
            return Check.of(Kind.KEPT, kept.table(), State.NOT_CHECKED, "verify.kept.ambiguous", kept.table());
        }
        TableName table = found.get(0);
        if (!privileges.canCount(table, List.of())) {
            return Check.of(Kind.KEPT, table, State.NOT_CHECKED, "verify.kept.unreadable", table);
        }
        return kept.estimated() || kept.rows().isEmpty()
                ? estimated(table, kept.rows())
                : counted(table, kept.rows().getAsLong());
    }

    private Check counted(TableName table, long then) throws SQLException {
        OptionalLong counted = counts.count(table, Condition.NONE);
        if (counted.isEmpty()) {
            return Check.of(Kind.KEPT, table, State.NOT_CHECKED, "verify.kept.unreadable", table);
        }
        long now = counted.getAsLong();
        return now < then
                ? Check.of(Kind.KEPT, table, State.DIFFERS, "verify.kept.fewer", table, now, then)
                : Check.of(Kind.KEPT, table, State.HOLDS, "verify.kept.as-many", table, now, then);
    }

    private Check estimated(TableName table, OptionalLong then) throws SQLException {
        OptionalLong now = counts.quickly(table);
        if (now.isEmpty()) {
            return Check.of(Kind.KEPT, table, State.NOT_CHECKED, "verify.kept.slow", table);
        }
        return then.isPresent()
                ? Check.of(
                        Kind.KEPT,
                        table,
                        State.REPORTED,
                        "verify.kept.estimated",
                        table,
                        now.getAsLong(),
                        then.getAsLong())
                : Check.of(Kind.KEPT, table, State.REPORTED, "verify.kept.unknown", table, now.getAsLong());
    }
}
