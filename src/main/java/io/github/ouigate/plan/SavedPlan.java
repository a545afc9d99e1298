package io.github.ouigate.plan;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.SessionSettings;
import io.github.ouigate.db.url.SessionRequest;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.message.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A plan saved to a file for approval. It is executed unchanged or refused.
 *
 * @param ledgerSchema the schema of the ledger; empty for the session's default schema
 * @param settings the session's settings by name; empty if the document does not contain them
 * @param timeZoneSource the source of the time zone; null if the document does not contain it
 * @param cascades the rows of other tables that foreign keys would delete or update
 * @param keys the method of checking foreign keys without a suitable index
 * @param truncate whether the tables would be truncated
 * @param archived whether the rows would be written to an archive
 * @param allowedWrites the further tables that triggers and foreign keys may write to
 * @param allowedFunctions the functions, as {@code schema.name}, that conditions may call in addition to harmless ones
 * @param allowedServers texts that each identify an allowed server or extension without established guarantees
 * @param definition the affected tables' definition, one line each
 * @param applicable whether no hazard blocked the run
 */
public record SavedPlan(
        DatabaseIdentity database,
        SavedJob job,
        String ledgerSchema,
        Map<String, String> settings,
        SessionSettings.@Nullable TimeZoneSource timeZoneSource,
        List<SavedDeletion> deletions,
        List<SavedCascade> cascades,
        KeyMode keys,
        boolean truncate,
        boolean archived,
        Set<String> allowedWrites,
        Set<String> allowedFunctions,
        Set<String> allowedServers,
        List<String> definition,
        boolean applicable) {
    /**
     * The planned deletion of rows.
     *
     * @param table {@code schema.table}
     */
    public record SavedDeletion(String table, @Nullable String where, long rows) {}

    /**
     * The planned or executed deletion or update of rows by foreign keys.
     *
     * @param table {@code schema.table}
     */
    public record SavedCascade(String table, Cascade.Effect effect, long rows) {
        private boolean isOf(Cascade cascade) {
            return table.equals(cascade.table().toString()) && effect == cascade.effect();
        }
    }

    public SavedPlan {
        settings = Map.copyOf(settings);
        deletions = List.copyOf(deletions);
        cascades = List.copyOf(cascades);
        allowedWrites = Set.copyOf(allowedWrites);
        allowedFunctions = Set.copyOf(allowedFunctions);
        allowedServers = Set.copyOf(allowedServers);
        definition = List.copyOf(definition);
    }

    /** Returns the differences between the database of the plan and {@code now}. */
    private List<Message> databaseDifferences(DatabaseIdentity now) {
        List<Message> differences = new ArrayList<>();
        compare("fact.product", database.product(), now.product(), differences);
        compare("fact.database", database.name(), now.name(), differences);
        compare("fact.server", database.host(), now.host(), differences);
        compare("fact.system", database.systemIdentifier(), now.systemIdentifier(), differences);
        compare("fact.database-id", database.databaseId(), now.databaseId(), differences);
        compare("fact.environment", database.environment(), now.environment(), differences);
        return differences;
    }

    /** Returns the differences from a new plan, except those of the database. */
    private List<Message> differences(Plan now, Drift maxDrift) {
        List<Message> differences = new ArrayList<>();
        if (!applicable) {
            differences.add(Message.of("difference.not-applicable"));
        }
        if (!job.checksum().equals(now.job().checksum())) {
            differences.add(Message.of("difference.job", now.job().changelog()));
        }
        compare("fact.ledger", ledgerSchema, now.ledgerSchema(), differences);
        settings.forEach((name, value) -> {
            String valueNow = now.settings().values().getOrDefault(name, "–");
            if (!value.equals(valueNow)) {
                differences.add(Message.of("difference.value", name, value, valueNow));
            }
        });
        compare("fact.keys", keys.toString(), now.keys().toString(), differences);
        compare("fact.truncate", way(truncate), way(now.truncate()), differences);
        if (archived && now.archive().isEmpty()) { // an archive more is no risk
            differences.add(Message.of("difference.not-archived"));
        }
        compare("fact.allowed-writes", names(allowedWrites), names(now.allowedWrites()), differences);
        compare("fact.allowed-functions", names(allowedFunctions), names(now.allowedFunctions()), differences);
        compare("fact.allowed-servers", names(allowedServers), names(now.allowedServers()), differences);
        if (job.properties().equals(now.job().properties())) { // the changeset's id contains one of them
            compare("fact.job", job.changeSet(), now.job().changeSet(), differences);
            compareRows(now, maxDrift, differences);
            compareCascades(now, maxDrift, differences);
        } else {
            differences.add(Message.of(
                    "difference.value",
                    Message.of("fact.properties"),
                    job.properties().toString(),
                    now.job().properties().toString()));
        }
        String tables =
                String.join(", ", deletions.stream().map(SavedDeletion::table).toList());
        String tablesNow =
                String.join(", ", now.tables().stream().map(TableName::toString).toList());
        compare("fact.tables", tables, tablesNow, differences);
        if (tables.equals(tablesNow)) {
            differences.addAll(definitionDifferences(definition, now.definition()));
        }
        return differences;
    }

    private static String way(boolean truncate) {
        return truncate ? "TRUNCATE" : "DELETE";
    }

    private static String names(Set<String> tables) {
        return tables.isEmpty() ? "–" : String.join(", ", new TreeSet<>(tables));
    }

    private void compareRows(Plan now, Drift maxDrift, List<Message> differences) {
        for (int i = 0; i < now.deletions().size(); i++) {
            PlannedDeletion deletion = now.deletions().get(i);
            Optional<SavedDeletion> saved = find(i, deletion);
            if (saved.isPresent() && !maxDrift.allows(saved.get().rows(), deletion.rows())) {
                differences.add(Message.of(
                        "difference.rows", deletion.table(), saved.get().rows(), deletion.rows()));
            }
        }
    }

    /** Compares the cascades. A table that occurs in only one of the plans has no rows in the other. */
    private void compareCascades(Plan now, Drift maxDrift, List<Message> differences) {
        for (Cascade cascade : now.cascades()) {
            compareCascade(cascade.table().toString(), saved(cascade), cascade.rows(), maxDrift, differences);
        }
        cascades.stream()
                .filter(saved -> now.cascades().stream().noneMatch(saved::isOf))
                .forEach(saved -> compareCascade(saved.table(), saved.rows(), 0, maxDrift, differences));
    }

    private static void compareCascade(String table, long before, long now, Drift maxDrift, List<Message> differences) {
        if (!maxDrift.allows(before, now)) {
            differences.add(Message.of("difference.cascade", table, before, now));
        }
    }

    private long saved(Cascade cascade) {
        return cascades.stream()
                .filter(saved -> saved.isOf(cascade))
                .mapToLong(SavedCascade::rows)
                .sum();
    }

    /** Finds a deletion by table and position, since the name {@code a.b.c} can denote two tables. */
    private Optional<SavedDeletion> find(int place, PlannedDeletion deletion) {
        return deletions.stream()
                .skip(place)
                .limit(1)
                .filter(saved -> saved.table().equals(deletion.table().toString()))
                .findFirst();
    }

    /**
     * Returns {@code now} as approved: with the approved numbers of rows, the permitted drift {@code maxDrift}, and a
     * hazard for each difference. If the tag has already been applied, only the database is compared.
     */
    public Plan approve(Plan now, Drift maxDrift) {
        List<Hazard> hazards = new ArrayList<>();
        databaseDifferences(now.database())
                .forEach(difference -> hazards.add(Hazard.block(Hazard.Code.PLAN_OTHER_DATABASE, null, difference)));
        boolean spent =
                now.applied().isPresent() && job.changeSet().equals(now.job().changeSet());
        if (settings.isEmpty() && !now.settings().values().isEmpty() && !spent) {
            hazards.addAll(withoutSettings(now));
        }
        if (Hazard.of(Hazard.Severity.BLOCK, hazards).isEmpty() && !spent) {
            differences(now, maxDrift)
                    .forEach(difference -> hazards.add(Hazard.block(Hazard.Code.STALE_PLAN, null, difference)));
        }
        hazards.addAll(now.hazards());
        List<PlannedDeletion> approved = new ArrayList<>();
        for (PlannedDeletion deletion : now.deletions()) {
            approved.add(find(approved.size(), deletion)
                    .map(saved -> deletion.approved(saved.rows()))
                    .orElse(deletion));
        }
        List<Cascade> approvedCascades = now.cascades().stream()
                .map(cascade -> cascade.approved(saved(cascade)))
                .toList();
        return now.with(approved, approvedCascades, hazards, maxDrift);
    }

    /** A plan of an earlier version without settings: the meaning of its conditions is unknown. */
    private static List<Hazard> withoutSettings(Plan now) {
        boolean matters = now.deletions().stream().anyMatch(deletion -> deletion.where() != null);
        return List.of(Hazard.of(
                Hazard.Code.PLAN_WITHOUT_SETTINGS, matters ? Hazard.Severity.WARN : Hazard.Severity.NOTE, null));
    }

    /** Returns the session settings for a run of this plan; {@code timeZone} is the one given on the command line. */
    public SessionRequest session(Optional<String> timeZone) {
        Optional<String> saved = Optional.ofNullable(settings.get(SessionSettings.TIME_ZONE));
        return new SessionRequest(
                timeZone.or(() -> timeZoneSource == SessionSettings.TimeZoneSource.OPTION ? saved : Optional.empty()),
                Map.of(),
                saved);
    }

    /** Returns the added and removed lines of a definition. */
    public static List<Message> definitionDifferences(List<String> before, List<String> now) {
        List<Message> differences = new ArrayList<>();
        Set<String> linesBefore = new HashSet<>(before);
        Set<String> linesNow = new HashSet<>(now);
        now.stream()
                .filter(line -> !linesBefore.contains(line))
                .forEach(line -> differences.add(Message.of("difference.added", line)));
        before.stream()
                .filter(line -> !linesNow.contains(line))
                .forEach(line -> differences.add(Message.of("difference.removed", line)));
        return differences;
    }

    private static void compare(String what, @Nullable String before, @Nullable String now, List<Message> differences) {
        if (!Objects.equals(before, now)) {
            differences.add(Message.of(
                    "difference.value", Message.of(what), before == null ? "–" : before, now == null ? "–" : now));
        }
    }
}
