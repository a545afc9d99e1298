package io.github.ouigate.receipt;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.run.outcome.CascadedRows;
import io.github.ouigate.run.outcome.DeletedRows;
import io.github.ouigate.run.outcome.Ending;
import io.github.ouigate.run.outcome.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * The record of a purge, for people and machines.
 *
 * @param deletions planned and deleted rows, in the order of the deletes; nothing deleted unless committed
 * @param cascades what foreign keys were planned to delete and change, and did; nothing unless committed
 * @param archive where the deleted rows are, if they were archived
 * @param applied the earlier run's ledger row, if the tag had been applied before
 * @param postCommit what was found and done after the commit
 */
public record Receipt(
        RunRecord run,
        Plan plan,
        List<DeletedRows> deletions,
        List<CascadedRows> cascades,
        Optional<Archive> archive,
        Optional<LedgerEntry> applied,
        PostCommitReport postCommit) {
    public Receipt {
        deletions = List.copyOf(deletions);
        cascades = List.copyOf(cascades);
    }

    /** Returns the receipt of a run of {@code plan} that ended with {@code outcome}. */
    public static Receipt of(RunRecord run, Plan plan, Outcome outcome) {
        Optional<Outcome.Committed> committed =
                outcome instanceof Outcome.Committed it ? Optional.of(it) : Optional.empty();
        Optional<LedgerEntry> applied =
                outcome instanceof Outcome.AlreadyApplied it ? Optional.of(it.entry()) : Optional.empty();
        return new Receipt(
                run,
                plan,
                committed.map(Outcome.Committed::deletions).orElseGet(() -> nothingDeleted(plan)),
                committed.map(Outcome.Committed::cascades).orElseGet(() -> plan.cascades().stream()
                        .map(cascade -> CascadedRows.of(cascade, 0))
                        .toList()),
                committed.flatMap(Outcome.Committed::archive),
                applied,
                PostCommitReport.none(plan));
    }

    private static List<DeletedRows> nothingDeleted(Plan plan) {
        return plan.deletions().stream()
                .filter(planned -> planned.counted().isPresent())
                .map(planned -> new DeletedRows(planned.table(), planned.where(), planned.rows(), 0))
                .toList();
    }

    /** Returns how many rows were deleted, those that foreign keys have deleted among them. */
    public long deletedRows() {
        return deletions.stream().mapToLong(DeletedRows::deleted).sum()
                + cascades.stream()
                        .filter(rows -> rows.effect() == Cascade.Effect.DELETED)
                        .mapToLong(CascadedRows::rows)
                        .sum();
    }

    public Ending ending() {
        return run.ending();
    }

    /** Returns the same receipt as it is written before the commit. */
    public Receipt intended() {
        return new Receipt(run.with(Ending.INTENDED), plan, deletions, cascades, archive, applied, postCommit);
    }

    /** Returns the same receipt with what was found and done after the commit. */
    public Receipt with(PostCommitReport report) {
        return new Receipt(run, plan, deletions, cascades, archive, applied, report);
    }
}
