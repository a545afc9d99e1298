package io.github.ouigate.ledger;

import io.github.ouigate.db.schema.TableName;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of DATABASECHANGELOG.
 *
 * @param executedAt when, by the clock of the session that wrote it: Liquibase keeps no time zone
 * @param executionType {@code EXECUTED}, or {@code MARK_RAN} where somebody recorded the changeset without running it
 * @param note what ouigate noted in the row, if it wrote it
 */
public record LedgerEntry(
        String changeSet,
        String author,
        @Nullable String tag,
        LocalDateTime executedAt,
        String executionType,
        Optional<LedgerNote> note) {
    /** How the tables that a row was written for compare with those of a job. */
    public enum Match {
        /** They are the same, or nothing is known of them. */
        SAME,
        /** Some are the same. */
        SOME,
        /** None is the same, as far as the row lists them. */
        OTHER
    }

    /** Returns the first of some rows that is of {@code changeSet}: the others only share its tag. */
    public static Optional<LedgerEntry> of(String changeSet, List<LedgerEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.changeSet().equals(changeSet))
                .findFirst();
    }

    /** Compares the tables that the row was written for with those of a job. A row that ouigate did not write names none. */
    public Match match(Collection<TableName> tables) {
        return note.map(run -> run.match(tables)).orElse(Match.SAME);
    }
}
