package io.github.ouigate.plan;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.KeyName;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TemporaryIndex;
import io.github.ouigate.db.session.SessionSettings;
import io.github.ouigate.io.Sha256;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.LedgerEntry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a run will do. The same object is shown to the operator and executed.
 *
 * @param ledgerSchema the schema of the ledger, there or still to be made; empty where the session has no default one
 * @param settings those of the session
 * @param deletions in the order in which they run
 * @param cascades the rows of other tables that foreign keys delete or change then; also of tables where that is allowed
 *     and no row is concerned yet
 * @param keys how foreign keys were to be checked that no index helps
 * @param truncate whether the tables are truncated, where the job would delete row by row
 * @param keysCheckedOnce the foreign keys that the run drops, and adds again after the last of them
 * @param indexes those that the run makes before the first of them, and drops after the last
 * @param expected about how long writers wait at the most, without an archive; empty if not all rows were counted
 * @param preserved the tables that stay, those first that the purged ones reference
 * @param allowedWrites the tables, {@code schema.table}, that triggers and foreign keys may write to besides
 * @param allowedFunctions the functions, {@code schema.name}, that conditions may call besides those that are harmless
 * @param allowedServers texts, each of which names a server or an extension that is not known to keep its promises
 * @param definition the definition of {@link #affectedTables} and of what the conditions use, line by line; empty if
 *     another session locks them
 * @param applied the ledger's row, if the tag was applied before
 * @param months of the last deletion, the parent of the others; empty if not asked for, or if no column can tell
 * @param limits how many rows there may be by the time of the run
 */
public record Plan(
        DatabaseIdentity database,
        Job job,
        String ledgerSchema,
        SessionSettings settings,
        List<PlannedDeletion> deletions,
        List<Cascade> cascades,
        KeyMode keys,
        boolean truncate,
        List<KeyName> keysCheckedOnce,
        List<TemporaryIndex> indexes,
        Optional<Duration> expected,
        List<PreservedTable> preserved,
        List<Hazard> hazards,
        Set<String> allowedWrites,
        Set<String> allowedFunctions,
        Set<String> allowedServers,
        List<String> definition,
        Optional<LedgerEntry> applied,
        Optional<MonthCounts> months,
        RowLimits limits) {
    /** To write a row to an archive, and to read it again: several times what two cores take for a message. */
    private static final long NANOS_PER_ARCHIVED_ROW = 20_000;

    public Plan {
        deletions = List.copyOf(deletions);
        cascades = List.copyOf(cascades);
        keysCheckedOnce = List.copyOf(keysCheckedOnce);
        indexes = List.copyOf(indexes);
        preserved = List.copyOf(preserved);
        hazards = List.copyOf(hazards);
        allowedWrites = Set.copyOf(allowedWrites);
        allowedFunctions = Set.copyOf(allowedFunctions);
        allowedServers = Set.copyOf(allowedServers);
        definition = List.copyOf(definition);
    }

    /** Returns whether no hazard blocks the run. A tag that is already applied is no hazard: there is nothing to do. */
    public boolean applicable() {
        return hazards(Hazard.Severity.BLOCK).isEmpty();
    }

    /** Returns whether a run would use up its tag and delete no row. */
    public boolean deletesNothing() {
        return applied.isEmpty()
                && deletions.stream().allMatch(deletion -> deletion.counted().equals(OptionalLong.of(0)));
    }

    /** Returns the tables that are deleted from, in that order. */
    public List<TableName> tables() {
        return deletions.stream().map(PlannedDeletion::table).toList();
    }

    /** Returns which rows go of each table, in that order. */
    public Map<TableName, Condition> conditions() {
        Map<TableName, Condition> conditions = new LinkedHashMap<>();
        deletions.forEach(deletion -> conditions.put(deletion.table(), deletion.condition()));
        return conditions;
    }

    /** Returns the tables whose rows the run deletes or changes: those deleted from, then those that foreign keys reach. */
    public List<TableName> affectedTables() {
        return Stream.concat(tables().stream(), cascades.stream().map(Cascade::table))
                .distinct()
                .toList();
    }

    /** Returns the tables, {@code schema.table}, that may be written to and that no foreign key reaches: by triggers. */
    public List<String> notArchived() {
        List<String> reached =
                affectedTables().stream().map(TableName::toString).toList();
        return allowedWrites.stream()
                .filter(table -> !reached.contains(table))
                .sorted()
                .toList();
    }

    /** Returns about how long writers wait at the most; an empty time if not all rows were counted. */
    public Duration expected(boolean archived) {
        Duration deletes = expected.orElse(Duration.ZERO);
        long rows = deletedRows() + cascadedRows(Cascade.Effect.CHANGED);
        return archived ? deletes.plusNanos(rows * NANOS_PER_ARCHIVED_ROW) : deletes;
    }

    /** Returns how many rows go, those that foreign keys delete among them. */
    public long deletedRows() {
        return deletions.stream().mapToLong(PlannedDeletion::rows).sum() + cascadedRows(Cascade.Effect.DELETED);
    }

    /** Returns how many rows of other tables foreign keys delete or change. */
    public long cascadedRows(Cascade.Effect effect) {
        return cascades.stream()
                .filter(cascade -> cascade.effect() == effect)
                .mapToLong(Cascade::rows)
                .sum();
    }

    /** Returns whether no condition selects some of the rows. */
    boolean deletesEveryRow() {
        return deletions.stream().allMatch(deletion -> deletion.where() == null);
    }

    /** Returns how many rows may go at the most, those that foreign keys delete among them. */
    public long maxDeletedRows() {
        long rows = Stream.concat(
                        deletions.stream().map(PlannedDeletion::rows),
                        cascades.stream().filter(Cascade::deletes).map(Cascade::rows))
                .mapToLong(limits.maxDrift()::most)
                .reduce(0, Plan::addUpTo);
        return Math.min(rows, limits.maxRows().orElse(Long.MAX_VALUE));
    }

    private static long addUpTo(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    /** Returns the hazards of one severity. */
    public List<Hazard> hazards(Hazard.Severity severity) {
        return Hazard.of(severity, hazards);
    }

    /** Returns the same plan with the drift that is allowed where nobody has said it. */
    public Plan withDefaultDrift() {
        return with(Drift.byDefault(this));
    }

    /** Returns the same plan with another allowed drift. */
    public Plan with(Drift maxDrift) {
        return with(deletions, cascades, hazards, maxDrift);
    }

    /** Returns the same plan with more hazards. */
    public Plan withHazards(List<Hazard> more) {
        return with(
                deletions,
                cascades,
                Stream.concat(hazards.stream(), more.stream()).toList(),
                limits.maxDrift());
    }

    /** Returns the same plan with other deletions, cascades and hazards, and another allowed drift. */
    Plan with(
            List<PlannedDeletion> otherDeletions,
            List<Cascade> otherCascades,
            List<Hazard> otherHazards,
            Drift maxDrift) {
        return new Plan(
                database,
                job,
                ledgerSchema,
                settings,
                otherDeletions,
                otherCascades,
                keys,
                truncate,
                keysCheckedOnce,
                indexes,
                expected,
                preserved,
                otherHazards,
                allowedWrites,
                allowedFunctions,
                allowedServers,
                definition,
                applied,
                months,
                new RowLimits(maxDrift, limits.maxRows()));
    }

    /** Returns the digest of the affected tables' definition. */
    public String fingerprint() {
        return Sha256.of(String.join("\n", definition));
    }
}
