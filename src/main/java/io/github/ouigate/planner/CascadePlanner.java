package io.github.ouigate.planner;

import io.github.ouigate.db.RowStatistics;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ForeignKey.OnDelete;
import io.github.ouigate.db.schema.KeyEffect;
import io.github.ouigate.db.schema.KeyEffects;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Cascade.Effect;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.check.CascadeCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Counts the rows that foreign keys delete and update when the job's deletes run, in the transaction of the plan. */
final class CascadePlanner {
    /** Returns whether the connected role can read tables. */
    @FunctionalInterface
    interface Reading {
        /** Returns whether all rows of a table can be read: the given columns, or all columns if none is given. */
        boolean test(TableName table, Collection<String> columns) throws SQLException;
    }

    private final RowStatistics rows;
    private final Reading reading;
    private final Map<List<Object>, Boolean> answers = new HashMap<>();
    private final List<PlannedDeletion> deletions;
    private final KeyEffects effects;
    private final CascadeCheck check;
    private final Set<TableName> writable;
    private final List<Hazard> hazards = new ArrayList<>();

    /** For each table, the first delete that cascades to it. */
    private final Map<TableName, Integer> firstDelete = new HashMap<>();

    private final Map<TableName, List<Cascade.Key>> deleting = new LinkedHashMap<>();
    private final Map<TableName, List<Cascade.Key>> changing = new LinkedHashMap<>();

    /**
     * Creates a planner.
     *
     * @param writable the tables that the run may write to; their keys are planned even without affected rows
     */
    CascadePlanner(
            RowStatistics rows,
            Reading reading,
            List<PlannedDeletion> deletions,
            KeyEffects effects,
            CascadeCheck check,
            Set<TableName> writable) {
        this.rows = rows;
        this.reading = reading;
        this.deletions = deletions;
        this.effects = effects;
        this.check = check;
        this.writable = writable;
        for (int i = 0; i < deletions.size(); i++) {
            firstDelete.put(deletions.get(i).table(), i);
        }
    }

    /** Returns the effects of foreign keys, parents first, and reports obstacles. */
    List<Cascade> plan() throws SQLException {
        findFirstDeletes();
        for (KeyEffect key : effects.keys()) {
            inspect(key);
        }
        List<Cascade> cascades = new ArrayList<>();
        for (Map.Entry<TableName, List<Cascade.Key>> entry : deleting.entrySet()) {
            cascades.add(cascade(entry.getKey(), Effect.DELETED, entry.getValue(), effects.deleted()));
        }
        for (Map.Entry<TableName, List<Cascade.Key>> entry : changing.entrySet()) {
            cascades.add(cascade(entry.getKey(), Effect.CHANGED, entry.getValue(), effects.changed()));
        }
        return cascades;
    }

    List<Hazard> hazards() {
        return hazards;
    }

    private void findFirstDeletes() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (KeyEffect key : effects.keys()) {
                Integer parent = firstDelete.get(key.parent());
                if (parent != null && key.action() == OnDelete.CASCADE && !isOfJob(key.table())) {
                    Integer known = firstDelete.get(key.table());
                    if (known == null || known > parent) {
                        firstDelete.put(key.table(), parent);
                        changed = true;
                    }
                }
            }
        }
    }

    /** Returns whether the columns can be read; the server is asked once for each table and set of columns. */
    private boolean canRead(TableName table, Collection<String> columns) throws SQLException {
        List<Object> question = List.of(table, List.copyOf(columns));
        Boolean known = answers.get(question);
        if (known == null) {
            known = reading.test(table, columns);
            answers.put(question, known);
        }
        return known;
    }

    private boolean isOfJob(TableName table) {
        return deletions.stream().anyMatch(deletion -> deletion.table().equals(table));
    }

    private void inspect(KeyEffect key) throws SQLException {
        if (isOfJob(key.table())) {
            inspectJobTable(key);
            return;
        }
        boolean parentReadable = areParentsReadable(key);
        if (!parentReadable && key.acts()) {
            return; // the unreadable parent already blocks the plan
        }
        boolean byKey = !key.acts() && !effects.deleted().containsKey(key.table());
        OptionalLong found = parentReadable && canRead(key.table(), byKey ? key.columns() : List.of())
                ? OptionalLong.of(rows.count(key.table(), key.rows()))
                : OptionalLong.empty();
        hazards.addAll(check.outside(key, found, isOfJob(key.parent())));
        // Rows added after the plan are counted under the locks if their table may be written to.
        boolean watched = found.isPresent() && (found.getAsLong() > 0 || writable.contains(key.table()));
        if (key.acts() && effects.followed() && watched) {
            Map<TableName, List<Cascade.Key>> keys = key.action() == OnDelete.CASCADE ? deleting : changing;
            keys.computeIfAbsent(key.table(), table -> new ArrayList<>())
                    .add(new Cascade.Key(
                            key.key(), key.parent(), key.action(), key.changed(), found.getAsLong(), key.rows()));
        }
    }

    /** Returns whether all tables can be read from which deletes cascade to a key's table. */
    private boolean areParentsReadable(KeyEffect key) throws SQLException {
        for (KeyEffect other : effects.keys()) {
            boolean same = other.equals(key);
            boolean deletes = other.table().equals(key.table()) && other.action() == OnDelete.CASCADE;
            if ((same || deletes) && !isReadable(other.parent(), new HashSet<>(Set.of(key.table())))) {
                return false;
            }
        }
        return true;
    }

    /** Checks a table of the job that references a table from which a cascade deletes rows. */
    private void inspectJobTable(KeyEffect key) throws SQLException {
        if (!isReadable(key.parent(), new HashSet<>()) || !canRead(key.table(), key.columns())) {
            return; // already reported
        }
        int place = firstDelete.getOrDefault(key.table(), 0);
        if (deletions.get(place).counted().isEmpty()) {
            return;
        }
        boolean before = place <= firstDelete.getOrDefault(key.parent(), 0);
        Condition staying = new Condition(key.rows().sql() + " AND "
                + deletions.get(place).condition().negated().sql());
        long found = rows.count(key.table(), before ? staying : key.rows());
        hazards.addAll(check.inJob(key, found, before));
    }

    /**
     * Returns whether the deleted rows of a table can be selected, which requires reading the tables that cascade to
     * it.
     */
    private boolean isReadable(TableName table, Set<TableName> seen) throws SQLException {
        if (!seen.add(table)) {
            return true;
        }
        if (isOfJob(table)) {
            return deletions.stream()
                    .allMatch(deletion -> !deletion.table().equals(table)
                            || deletion.counted().isPresent());
        }
        for (KeyEffect key : effects.keys()) {
            boolean reaches = key.table().equals(table) && key.action() == OnDelete.CASCADE;
            if (reaches && !isReadable(key.parent(), seen)) {
                return false;
            }
        }
        return canRead(table, List.of());
    }

    private Cascade cascade(
            TableName table, Effect effect, List<Cascade.Key> keys, Map<TableName, Condition> conditions)
            throws SQLException {
        Condition condition = conditions.getOrDefault(table, keys.get(0).condition());
        boolean evaluable =
                deletions.stream().allMatch(deletion -> deletion.counted().isPresent());
        long count = keys.size() > 1 && evaluable
                ? rows.count(table, condition)
                : keys.stream().mapToLong(Cascade.Key::rows).sum();
        int first = keys.stream()
                .mapToInt(key -> firstDelete.getOrDefault(key.parent(), 0))
                .min()
                .orElse(0);
        return new Cascade(table, effect, keys, first, count, condition, OptionalLong.empty());
    }
}
