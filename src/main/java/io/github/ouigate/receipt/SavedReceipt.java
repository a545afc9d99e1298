package io.github.ouigate.receipt;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.plan.SavedPlan.SavedCascade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A receipt that was written to a file, to be verified later.
 *
 * @param outcome how the run ended, as the document says it
 * @param ledgerSchema the schema of the ledger; empty for the session's default one
 * @param settings those of the run's session, by name; empty if the document does not have them
 * @param deletions the tables of the job, in the order of its deletes
 * @param cascades what foreign keys have deleted and changed in other tables
 * @param cascadedTables the tables of these rows, and how many they had left after the run
 * @param preserved the tables that stayed
 * @param allowedFunctions the functions, {@code schema.name}, that conditions may call besides those that are harmless
 * @param definition the purged tables' definition, line by line; empty if the document does not have it
 * @param transaction the run's transaction; null if the document does not have it
 * @param alreadyApplied the earlier run, if the tag had been applied before
 * @param intendedDigest the digest of what the receipt has before the commit
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
     * A table that stayed.
     *
     * @param table {@code schema.table}
     * @param rows its number of rows after the run; null if unknown
     * @param estimated whether that number is an estimate
     */
    public record SavedPreservedTable(
            String table, @Nullable Long rows, boolean estimated) {}

    /**
     * A run's transaction.
     *
     * @param snapshot what it saw
     * @param lockRequestedAt when it asked for the locks on its tables, by the server's clock; null if the document does
     *     not have it
     */
    public record Transaction(String snapshot, @Nullable Instant lockRequestedAt) {}

    /** An earlier run; its id is null if ouigate did not write the ledger's row. */
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

    /** Returns the run that deleted the rows, if it is known: the earlier one if the tag had been applied before. */
    public Optional<String> deletingRun() {
        return isOfEarlierRun() ? Optional.ofNullable(alreadyApplied).map(AppliedRun::runId) : Optional.of(runId);
    }

    /** Returns whether the tag had been applied before: what the document has was counted then, not after that run. */
    public boolean isOfEarlierRun() {
        return outcome.equals("ALREADY_APPLIED");
    }

    /** Returns what the run's transaction saw, if the document has it. */
    public Optional<String> snapshot() {
        return Optional.ofNullable(transaction).map(Transaction::snapshot);
    }

    /** Returns when the run asked for the locks on its tables, by the server's clock, if the document has it. */
    public Optional<Instant> lockRequestedAt() {
        return Optional.ofNullable(transaction).map(Transaction::lockRequestedAt);
    }

    /** Returns whether the run deleted something, or may have. */
    public boolean mayHaveDeleted() {
        return DELETED.contains(outcome) || isOpen();
    }

    /** Returns whether the receipt has what the run was about to commit, so that the ledger's row can have its digest. */
    public boolean isRecorded() {
        return RECORDED.contains(outcome);
    }

    /** Returns whether the receipt was written before the outcome was known: only the ledger has it. */
    public boolean isOpen() {
        return OPEN.contains(outcome);
    }

    /**
     * Requires a job to be the one that was run.
     *
     * @throws RefusedException if it is another
     */
    public void requireJob(Job now) {
        List<Message> differences = new ArrayList<>();
        if (!job.checksum().equals(now.checksum())) {
            differences.add(Message.of("difference.job", now.changelog()));
        }
        if (!job.changeSet().equals(now.changeSet())) {
            differences.add(Message.of("difference.value", Message.of("fact.job"), job.changeSet(), now.changeSet()));
        }
        Map<String, String> properties = now.properties();
        if (!properties.entrySet().containsAll(job.properties().entrySet())) {
            differences.add(Message.of(
                    "difference.value",
                    Message.of("fact.properties"),
                    job.properties().toString(),
                    properties.toString()));
        }
        if (!differences.isEmpty()) {
            throw new RefusedException(Message.of("saved-receipt.other-job", differences));
        }
    }

    /**
     * Requires a database to be the one that the run was on.
     *
     * @throws RefusedException if it is another
     */
    public void requireTarget(DatabaseIdentity now) {
        if (!database.isSameDatabase(now)) {
            throw new RefusedException(Message.of("saved-receipt.other-target", database.exactly(), now.exactly()));
        }
    }

    /**
     * Requires a job to mean the tables that the run deleted from: another default schema has others of the same names.
     *
     * @throws RefusedException if it means others
     */
    public void requireTables(List<TableName> now) {
        List<String> then = deletions.stream().map(SavedDeletion::table).toList();
        List<String> names = now.stream().map(TableName::toString).toList();
        if (!names.containsAll(then)) { // those that could not be counted then are not in it
            throw new RefusedException(Message.of("saved-receipt.other-tables", then, names));
        }
    }
}
