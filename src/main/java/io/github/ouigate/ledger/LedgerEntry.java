package io.github.ouigate.ledger;

import java.time.LocalDateTime;
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
    /** Returns the first of some rows that is of {@code changeSet}: the others only share its tag. */
    public static Optional<LedgerEntry> of(String changeSet, List<LedgerEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.changeSet().equals(changeSet))
                .findFirst();
    }
}
