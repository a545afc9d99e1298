package io.github.ouigate.receipt;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.plan.SavedPlan.SavedCascade;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A receipt read from a file for verification.
 *
 * @param outcome the run's outcome in the document
 * @param ledgerSchema the schema of the ledger; empty for the session's default schema
 * @param settings the settings of the run's session by name; empty if the document does not contain them
 * @param deletions the tables of the job, in the order of its deletes
 * @param cascades the deletes and updates by foreign keys in other tables
 * @param cascadedTables the tables of these rows, with their remaining rows after the run
 * @param preserved the preserved tables
 * @param allowedFunctions the functions, as {@code schema.name}, that conditions may call in addition to harmless ones
 * @param definition the purged tables' definition, one line each; empty if the document does not contain it
 * @param transaction the run's transaction; null if the document does not contain it
 * @param alreadyApplied the earlier run, if it had applied the tag
 * @param intendedDigest the digest of the receipt's members that are known before the commit
 */
public record SavedReceipt(
        String outcome,
        String runId,
        DatabaseIdentity database,
        SavedJob job,
        String ledgerSchema,
        Map<String, String> settings,
        List<SavedDeletion> deletions,
        List<SavedCascade> cascades,
        List<SavedPreservedTable> cascadedTables,
        List<SavedPreservedTable> preserved,
        Set<String> allowedFunctions,
        List<String> definition,
        @Nullable Transaction transaction,
        @Nullable AppliedRun alreadyApplied,
        String intendedDigest) {
    private static final Set<String> OPEN = Set.of("INTENDED", "UNKNOWN");
    private static final Set<String> DELETED = Set.of("COMMITTED", "ALREADY_APPLIED");
    private static final Set<String> RECORDED = Set.of("INTENDED", "COMMITTED");

    /**
     * A delete of the job.
     *
     * @param table {@code schema.table}
     */
    public record SavedDeletion(String table) {}

    /**
     * A preserved table.
     *
     * @param table {@code schema.table}
     * @param rows the number of rows after the run; null if unknown
     * @param estimated whether {@code rows} is an estimate
     */
    public record SavedPreservedTable(
            String table, @Nullable Long rows, boolean estimated) {}

    /**
     * The transaction of a run.
     *
     * @param snapshot the transaction's snapshot
     * @param lockRequestedAt the server's time when it requested its table locks; null if the document does not contain
     *     it
     */
    public record Transaction(String snapshot, @Nullable Instant lockRequestedAt) {}

    /** The earlier run; {@code runId} is null if ouigate did not write the ledger row. */
    public record AppliedRun(@Nullable String runId) {}

    public SavedReceipt {
        settings = Map.copyOf(settings);
        deletions = List.copyOf(deletions);
        cascades = List.copyOf(cascades);
        cascadedTables = List.copyOf(cascadedTables);
        preserved = List.copyOf(preserved);
        allowedFunctions = Set.copyOf(allowedFunctions);
        definition = List.copyOf(definition);
    }

    /** Returns the run that deleted the rows, if known; the earlier one if it had applied the tag. */
    public Optional<String> deletingRun() {
        return isOfEarlierRun() ? Optional.ofNullable(alreadyApplied).map(AppliedRun::runId) : Optional.of(runId);
    }

    /**
     * Returns whether an earlier run had applied the tag. The counts are then those at the time of the receipt, not of
     * that run.
     */
    public boolean isOfEarlierRun() {
        return outcome.equals("ALREADY_APPLIED");
    }

    /** Returns the snapshot of the run's transaction, if the document contains it. */
    public Optional<String> snapshot() {
        return Optional.ofNullable(transaction).map(Transaction::snapshot);
    }

    /** Returns the server's time when the run requested its table locks, if the document contains it. */
    public Optional<Instant> lockRequestedAt() {
        return Optional.ofNullable(transaction).map(Transaction::lockRequestedAt);
    }

    /** Returns whether the run deleted rows, or may have. */
    public boolean mayHaveDeleted() {
        return DELETED.contains(outcome) || isOpen();
    }

    /** Returns whether the receipt was written for a commit, so that the ledger row can have its digest. */
    public boolean isRecorded() {
        return RECORDED.contains(outcome);
    }

    /** Returns whether the receipt was written before the outcome was known; only the ledger has the outcome. */
    public boolean isOpen() {
        return OPEN.contains(outcome);
    }

    /**
     * Checks that {@code now} is the job of the run.
     *
     * @throws RefusedException if it is another job
     */
    public void requireJob(Job now) {
        List<Message> differences = job.differences(now);
        if (!differences.isEmpty()) {
            throw new RefusedException(Message.of("saved-receipt.other-job", differences));
        }
    }

    /**
     * Checks that {@code now} is the database of the run.
     *
     * @throws RefusedException if it is another database
     */
    public void requireTarget(DatabaseIdentity now) {
        if (!database.isSameDatabase(now)) {
            throw new RefusedException(Message.of("saved-receipt.other-target", database.exactly(), now.exactly()));
        }
    }

    /**
     * Checks that the job resolves to the tables that the run deleted from; with another default schema, it would not.
     *
     * @throws RefusedException if it resolves to other tables
     */
    public void requireTables(Collection<TableName> now) {
        List<String> then = deletions.stream().map(SavedDeletion::table).toList();
        List<String> names = now.stream().map(TableName::toString).toList();
        if (!names.containsAll(then)) { // tables that were not counted are missing in the receipt
            throw new RefusedException(Message.of("saved-receipt.other-tables", then, names));
        }
    }
}
