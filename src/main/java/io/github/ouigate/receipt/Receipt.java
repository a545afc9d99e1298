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
 * @param deletions planned and deleted rows, in the order of the deletes; no rows are deleted unless committed
 * @param cascades planned and actual deletes and updates by foreign keys; none unless committed
 * @param archive the archive of the deleted rows, if one was written
 * @param applied the ledger row of an earlier run, if it had applied the tag
 * @param postCommit the results of the work after the commit
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

    /** Returns the number of deleted rows, including those of cascades. */
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

    /** Returns the receipt in the form that is written before the commit. */
    public Receipt intended() {
        return new Receipt(run.with(Ending.INTENDED), plan, deletions, cascades, archive, applied, postCommit);
    }

    /** Returns the receipt with the results of the work after the commit. */
    public Receipt with(PostCommitReport report) {
        return new Receipt(run, plan, deletions, cascades, archive, applied, report);
    }
}
