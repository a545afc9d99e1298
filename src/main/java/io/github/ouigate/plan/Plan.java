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
import java.nio.file.Path;
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
 * @param ledgerSchema the schema of the ledger, which may not exist yet; empty if the session has no default schema
 * @param settings the session's settings
 * @param deletions the deletes in the order of execution
 * @param cascades the rows of other tables that foreign keys delete or update; includes tables that may be written to
 *     without such rows so far
 * @param keys the requested method of checking foreign keys without a suitable index
 * @param truncate whether the tables are truncated instead of deleting their rows
 * @param archive the directory for the archive of the rows; empty if none will be written
 * @param keysCheckedOnce the foreign keys that the run drops and adds again after the last delete
 * @param indexes the indexes that the run creates before the first delete and drops after the last
 * @param expected the estimated longest wait of writers, without an archive; empty if some rows were not counted
 * @param preserved the tables that are not affected; tables referenced by the purged ones come first
 * @param allowedWrites the further tables, as {@code schema.table}, that triggers and foreign keys may write to
 * @param allowedFunctions the functions, as {@code schema.name}, that conditions may call in addition to harmless ones
 * @param allowedServers texts that each identify an allowed server or extension without established guarantees
 * @param definition the definition of {@link #affectedTables} and of the objects that the conditions use, one line
 *     each; empty if another session has locked them
 * @param applied the ledger's row if the tag has already been applied
 * @param months the counts of the last delete, which is from the parent of the others; empty if not requested or
 *     without a suitable column
 * @param limits the permitted number of rows at the time of the run
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
        Optional<Path> archive,
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
    /**
     * The time to write a row to an archive and read it back, several times the measured time for a message on two
     * cores.
     */
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

    /** Returns whether no hazard blocks the run. An applied tag is not a hazard: there is nothing to do. */
    public boolean applicable() {
        return hazards(Hazard.Severity.BLOCK).isEmpty();
    }

    /** Returns whether no ledger has the tag yet, neither for this job nor for another. */
    public boolean isTagFree() {
        return applied.isEmpty() && hazards.stream().noneMatch(Hazard::isOfTag);
    }

    /** Returns whether a run would consume its tag without deleting a row. */
    public boolean deletesNothing() {
        return isTagFree()
                && deletions.stream().allMatch(deletion -> deletion.counted().equals(OptionalLong.of(0)));
    }

    /** Returns the tables of the deletes in order. */
    public List<TableName> tables() {
        return deletions.stream().map(PlannedDeletion::table).toList();
    }

    /** Returns the condition of each table in order. */
    public Map<TableName, Condition> conditions() {
        Map<TableName, Condition> conditions = new LinkedHashMap<>();
        deletions.forEach(deletion -> conditions.put(deletion.table(), deletion.condition()));
        return conditions;
    }

    /** Returns the tables whose rows the run deletes or updates: those of its deletes, then those of cascades. */
    public List<TableName> affectedTables() {
        return Stream.concat(tables().stream(), cascades.stream().map(Cascade::table))
                .distinct()
                .toList();
    }

    /** Returns the tables, as {@code schema.table}, that triggers may write to; foreign keys do not reach them. */
    public List<String> notArchived() {
        List<String> reached =
                affectedTables().stream().map(TableName::toString).toList();
        return allowedWrites.stream()
                .filter(table -> !reached.contains(table))
                .sorted()
                .toList();
    }

    /** Returns the estimated longest wait of writers, the archive included; zero if some rows were not counted. */
    public Duration expectedWithArchive() {
        long archived = archive.isPresent() ? deletedRows() + cascadedRows(Cascade.Effect.CHANGED) : 0;
        return expected.orElse(Duration.ZERO).plusNanos(archived * NANOS_PER_ARCHIVED_ROW);
    }

    /** Returns the number of deleted rows, including those of cascades. */
    public long deletedRows() {
        return deletions.stream().mapToLong(PlannedDeletion::rows).sum() + cascadedRows(Cascade.Effect.DELETED);
    }

    /** Returns the number of rows of other tables that foreign keys delete or update. */
    public long cascadedRows(Cascade.Effect effect) {
        return cascades.stream()
                .filter(cascade -> cascade.effect() == effect)
                .mapToLong(Cascade::rows)
                .sum();
    }

    /** Returns whether every delete is without a condition. */
    boolean deletesEveryRow() {
        return deletions.stream().allMatch(deletion -> deletion.where() == null);
    }

    /** Returns the largest permitted number of deleted rows, including those of cascades. */
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

    /** Returns a copy with the default drift. */
    public Plan withDefaultDrift() {
        return with(Drift.byDefault(this));
    }

    /** Returns a copy with another permitted drift. */
    public Plan with(Drift maxDrift) {
        return with(deletions, cascades, hazards, maxDrift);
    }

    /** Returns a copy with additional hazards. */
    public Plan withHazards(List<Hazard> more) {
        return with(
                deletions,
                cascades,
                Stream.concat(hazards.stream(), more.stream()).toList(),
                limits.maxDrift());
    }

    /** Returns a copy with a directory for the archive, and with the hazards of a plan with an archive. */
    public Plan archivedIn(Path directory, List<Hazard> otherHazards) {
        return with(deletions, cascades, otherHazards, Optional.of(directory), limits.maxDrift());
    }

    /** Returns a copy with other deletions, cascades and hazards, and another permitted drift. */
    Plan with(
            List<PlannedDeletion> otherDeletions,
            List<Cascade> otherCascades,
            List<Hazard> otherHazards,
            Drift maxDrift) {
        return with(otherDeletions, otherCascades, otherHazards, archive, maxDrift);
    }

    private Plan with(
            List<PlannedDeletion> otherDeletions,
            List<Cascade> otherCascades,
            List<Hazard> otherHazards,
            Optional<Path> otherArchive,
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
                otherArchive,
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
