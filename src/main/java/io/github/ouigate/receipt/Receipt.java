package io.github.ouigate.receipt;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.run.DeletedRows;
import io.github.ouigate.run.Ending;
import io.github.ouigate.run.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * The record of a purge, for people and machines.
 *
 * @param deletions planned and deleted rows, in the order of the deletes; nothing deleted unless committed
 * @param archive where the deleted rows are, if they were archived
 * @param applied the earlier run's ledger row, if the tag had been applied before
 * @param postCommit what was found and done after the commit
 */
public record Receipt(
        RunRecord run,
        Plan plan,
        List<DeletedRows> deletions,
        Optional<Archive> archive,
        Optional<LedgerEntry> applied,
        PostCommitReport postCommit) {
    public Receipt {
        deletions = List.copyOf(deletions);
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

    public Ending ending() {
        return run.ending();
    }

    /** Returns the same receipt as it is written before the commit. */
    public Receipt intended() {
        return new Receipt(run.with(Ending.INTENDED), plan, deletions, archive, applied, postCommit);
    }

    /** Returns the same receipt with what was found and done after the commit. */
    public Receipt with(PostCommitReport report) {
        return new Receipt(run, plan, deletions, archive, applied, report);
    }
}
