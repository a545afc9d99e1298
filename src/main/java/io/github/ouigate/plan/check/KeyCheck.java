package io.github.ouigate.plan.check;

import io.github.ouigate.db.DeleteEffects;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.KeyName;
import io.github.ouigate.db.schema.Remake;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TemporaryIndex;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Hazard.Severity;
import io.github.ouigate.plan.KeyMode;
import io.github.ouigate.plan.PlannedDeletion;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides how each foreign key is checked when rows are deleted: row by row, with a temporary index, or once for all
 * rows. A run creates and drops only objects of tables that it deletes from and has locked.
 */
public final class KeyCheck {
    /** The longest wait of writers without {@code allowSlow}. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    /** The minimum saving of another method, which locks readers out briefly. */
    private static final Duration WORTHWHILE = Duration.ofMillis(100);

    /** The maximum number of statements in a remedy. */
    private static final int MOST_STATEMENTS = 12;

    private enum Way {
        ROW_BY_ROW,
        INDEX,
        ONCE
    }

    /** A key and the method of its check. */
    private record Decision(ForeignKey key, Way way) {}

    private final List<PlannedDeletion> deletions;
    private final Guards guards;
    private final KeyCosts costs;
    private final Map<KeyName, Remake> remakes;
    private final Duration longest;
    private final List<Decision> decisions;

    /**
     * Decides on the methods.
     *
     * @param keys the keys of all tables whose rows are deleted
     */
    public KeyCheck(
            List<PlannedDeletion> deletions,
            List<Cascade> cascades,
            List<ForeignKey> keys,
            DeleteEffects effects,
            Guards guards)
            throws SQLException {
        this.deletions = deletions;
        this.guards = guards;
        this.costs = new KeyCosts(deletions, cascades);
        List<KeyName> candidates = keys.stream()
                .filter(key -> !guards.truncate()
                        && isWithinJob(key)
                        && (guards.keys() == KeyMode.CHECK_ONCE || isWorthwhile(costs.rowByRow(key))))
                .map(ForeignKey::keyName)
                .toList();
        this.remakes = candidates.isEmpty() ? Map.of() : effects.remakes(candidates);
        this.longest =
                keys.stream().filter(this::isFastestOnce).map(costs::atOnce).reduce(Duration.ZERO, Duration::plus);
        this.decisions = keys.stream().map(key -> new Decision(key, way(key))).toList();
    }

    /** Returns whether the delete from the referencing table comes before that from the referenced one. */
    private boolean isWithinJob(ForeignKey key) {
        List<TableName> tables = deletions.stream().map(PlannedDeletion::table).toList();
        int from = tables.indexOf(key.from());
        return from >= 0 && from < tables.indexOf(key.to());
    }

    private static boolean isWorthwhile(Duration spared) {
        return spared.compareTo(WORTHWHILE) >= 0;
    }

    private boolean isRemakable(ForeignKey key) {
        return remakes.get(key.keyName()) == Remake.POSSIBLE;
    }

    private boolean isCheaper(ForeignKey key) {
        Duration other = canIndex(key) && costs.withIndex(key).compareTo(costs.rowByRow(key)) < 0
                ? costs.withIndex(key)
                : costs.rowByRow(key);
        return costs.atOnce(key).compareTo(other) < 0;
    }

    private boolean isFastestOnce(ForeignKey key) {
        return isRemakable(key) && isCheaper(key);
    }

    private boolean canIndex(ForeignKey key) {
        return costs.deletion(key.from()).isPresent() && key.lookup().indexable() && isWorthwhile(costs.scans(key));
    }

    private boolean canReadersWait() {
        return longest.compareTo(guards.maxReaderWait()) < 0;
    }

    private Way way(ForeignKey key) {
        boolean once =
                switch (guards.keys()) {
                    case CHECK_ONCE -> isRemakable(key);
                    case AUTO -> isFastestOnce(key) && canReadersWait();
                    case INDEX, AS_IS -> false;
                };
        if (once) {
            return Way.ONCE;
        }
        return guards.keys() != KeyMode.AS_IS && !guards.truncate() && canIndex(key) ? Way.INDEX : Way.ROW_BY_ROW;
    }

    private List<ForeignKey> keys(Way way) {
        return decisions.stream()
                .filter(decision -> decision.way() == way)
                .map(Decision::key)
                .toList();
    }

    /** Returns the foreign keys that the run drops and adds again after the last delete. */
    public List<KeyName> checkedOnce() {
        return keys(Way.ONCE).stream().map(ForeignKey::keyName).toList();
    }

    /** Returns the indexes that the run creates; an index that several keys need occurs once. */
    public List<TemporaryIndex> temporaryIndexes() {
        Map<String, TemporaryIndex> indexes = new TreeMap<>();
        keys(Way.INDEX).forEach(key -> key.lookup().scanned().forEach(table -> {
            TemporaryIndex index = new TemporaryIndex(
                    table,
                    key.columns(),
                    costs.rows(key) / key.lookup().scanned().size());
            indexes.putIfAbsent(index.table().sql() + TableName.quoted(index.columns()), index);
        }));
        return List.copyOf(indexes.values());
    }

    /** Returns the estimated longest wait of writers on a slow machine, without an archive. */
    public Duration expected() {
        if (guards.truncate()) {
            return costs.counts();
        }
        return keys(Way.ROW_BY_ROW).stream().map(costs::rowByRow).reduce(costs.deletes(), Duration::plus);
    }

    /**
     * Returns a hazard for each key that is not checked by an existing index; none for TRUNCATE, which checks no rows.
     */
    public List<Hazard> hazards() {
        List<Hazard> hazards = new ArrayList<>();
        if (guards.truncate()) {
            return hazards;
        }
        for (Decision decision : decisions) {
            ForeignKey key = decision.key();
            switch (decision.way()) {
                case ONCE -> hazards.add(checkedOnce(key));
                case INDEX -> hazards.add(missingIndex(Code.TEMPORARY_INDEX, Severity.NOTE, key));
                case ROW_BY_ROW -> {
                    Duration scans = costs.scans(key);
                    Severity slow = guards.allowSlow() ? Severity.WARN : Severity.BLOCK;
                    if (!scans.isZero()) {
                        hazards.add(missingIndex(
                                Code.MISSING_INDEX, scans.compareTo(SLOW) < 0 ? Severity.NOTE : slow, key));
                    }
                }
            }
        }
        return hazards;
    }

    private Hazard checkedOnce(ForeignKey key) {
        return Hazard.of(
                Code.KEY_CHECKED_ONCE,
                costs.atOnce(key).compareTo(guards.maxReaderWait()) < 0 ? Severity.NOTE : Severity.WARN,
                key.from(),
                key.from(),
                key.name(),
                key.to(),
                Duration.ofMillis(costs.atOnce(key).toMillis()));
    }

    private Hazard missingIndex(Code code, Severity severity, ForeignKey key) {
        Object index = creation(key);
        boolean owned = costs.deletion(key.from()).isEmpty() || key.lookup().indexable();
        return Hazard.of(
                code,
                severity,
                key.from(),
                key.from(),
                key.columns(),
                key.to(),
                Duration.ofMillis(costs.scans(key).toMillis()),
                index,
                Message.of(remedy(severity), index, owned ? "" : Message.of("index.as-owner", key.from())),
                reasonNotOnce(key));
    }

    /** Returns the statements that create the missing indexes concurrently. */
    private static Object creation(ForeignKey key) {
        if (!key.lookup().partitioned()) {
            return creation("CONCURRENTLY ", key.from(), key);
        }
        List<TableName> scanned = key.lookup().scanned();
        String first = scanned.stream()
                .limit(MOST_STATEMENTS)
                .map(part -> creation("CONCURRENTLY ", part, key))
                .collect(Collectors.joining(" "));
        int more = Math.max(0, scanned.size() - MOST_STATEMENTS);
        return Message.of("index.of-partitions", first, more, creation("", key.from(), key));
    }

    private static String creation(String how, TableName table, ForeignKey key) {
        return "CREATE INDEX " + how + "ON " + table.sql() + " (" + TableName.quoted(key.columns()) + ");";
    }

    /** Returns why a key is not checked once; empty if there is no specific reason. */
    private Object reasonNotOnce(ForeignKey key) {
        Remake remake = remakes.getOrDefault(key.keyName(), Remake.POSSIBLE);
        if (remake != Remake.POSSIBLE) {
            return Message.of("key.not-once." + remake);
        }
        return guards.keys() == KeyMode.AUTO && isFastestOnce(key)
                ? Message.of("key.not-once.READERS", Duration.ofMillis(longest.toMillis()), guards.maxReaderWait())
                : "";
    }

    private static String remedy(Severity severity) {
        return switch (severity) {
            case NOTE -> "index.quick";
            case WARN -> "index.accepted";
            case BLOCK -> "index.needed";
        };
    }
}
