package io.github.ouigate.ledger;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of DATABASECHANGELOG.
 *
 * @param executedAt the local time of the session that wrote it; Liquibase stores no time zone
 * @param executionType {@code EXECUTED}, or {@code MARK_RAN} if the changeset was recorded without being run
 * @param note ouigate's note in the row, if it has one
 */
public record LedgerEntry(
        String changeSet,
        String author,
        @Nullable String tag,
        LocalDateTime executedAt,
        String executionType,
        Optional<LedgerNote> note) {
    /** The result of a comparison between the deletes of a row's run and those of a job. */
    public enum Match {
        /** All are the same, as far as the row identifies them. */
        SAME,
        /** The tables are the same, but not the conditions or the order. */
        OTHER_CONDITIONS,
        /** Some tables are the same. */
        SOME,
        /** No table is the same, according to the row. */
        OTHER
    }

    /** Returns the first row of {@code changeSet}; the other rows only have its tag. */
    public static Optional<LedgerEntry> of(String changeSet, List<LedgerEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.changeSet().equals(changeSet))
                .findFirst();
    }

    /** Returns whether the row's run may have had deletes from exactly these tables. */
    public boolean isOfTables(Collection<TableName> tables) {
        return note.map(run -> run.isOfTables(tables)).orElse(true);
    }

    /** Compares the deletes of the row's run with those of a job. A row without ouigate's note identifies none. */
    public Match match(Map<TableName, Condition> deletes) {
        return note.map(run -> run.match(deletes)).orElse(Match.SAME);
    }
}
