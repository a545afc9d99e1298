package io.github.ouigate.planner;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.DeleteEffects;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.Right;
import io.github.ouigate.db.Right.Privilege;
import io.github.ouigate.db.RowStatistics;
import io.github.ouigate.db.ServerInfo;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ConditionUse;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.db.session.SessionSettings;
import io.github.ouigate.db.session.Sessions;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Drift;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.PreservedTable;
import io.github.ouigate.plan.RowLimits;
import io.github.ouigate.plan.check.ConditionCheck;
import io.github.ouigate.plan.check.DeleteHookCheck;
import io.github.ouigate.plan.check.ForeignKeyCheck;
import io.github.ouigate.plan.check.GuardCheck;
import io.github.ouigate.plan.check.JobTables;
import io.github.ouigate.plan.check.KeptContentsCheck;
import io.github.ouigate.plan.check.KeyCheck;
import io.github.ouigate.plan.check.LedgerCheck;
import io.github.ouigate.plan.check.NotValidCheck;
import io.github.ouigate.plan.check.SessionCheck;
import io.github.ouigate.plan.check.SettingsCheck;
import io.github.ouigate.plan.check.TableCheck;
import io.github.ouigate.plan.check.TruncateCheck;
import io.github.ouigate.plan.check.WalCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans one job on one database, in a read-only transaction. */
final class Inspection {
    private final Connection connection;
    private final Dialect dialect;
    private final Tables catalog;
    private final Privileges privileges;
    private final RowStatistics statistics;
    private final Ledger ledger;
    private final Job job;
    private final Guards guards;
    private final Duration longTransaction;
    private final List<Hazard> hazards = new ArrayList<>();

    /** Tables that the role cannot read, that another session has locked, or that are partly on another server. */
    private final Set<TableName> unreadable = new HashSet<>();

    private final Set<TableName> lockedOut = new HashSet<>();

    Inspection(
            Connection connection, Dialect dialect, Ledger ledger, Job job, Guards guards, Duration longTransaction) {
        this.connection = connection;
        this.dialect = dialect;
        this.catalog = dialect.tables(connection);
        this.privileges = dialect.privileges(connection);
        this.statistics = dialect.rowStatistics(connection);
        this.ledger = ledger;
        this.job = job;
        this.guards = guards;
        this.longTransaction = longTransaction;
    }

    /** Makes the plan; {@code byMonth} also counts by month, which reads a table once more. */
    Plan plan(boolean byMonth) throws SQLException {
        ServerInfo server = dialect.serverInfo(connection);
        Sessions sessions = dialect.sessions(connection);
        DeleteEffects effects = dialect.deleteEffects(connection);
        DatabaseIdentity identity = server.identity();
        server.requireCharacters(names());
        List<Hazard> wrongTarget = GuardCheck.identity(identity, guards);
        hazards.addAll(GuardCheck.conditions(server.connectionState(), identity));
        hazards.addAll(GuardCheck.proof(server, catalog, guards));
        LedgerCheck.Findings findings =
                new LedgerCheck(connection, dialect, ledger, job, hazards).check(identity.user());

        Map<TableName, Deletion> tables = new JobTables(
                        catalog, privileges, dialect.liquibaseNames(connection), identity.user(), hazards)
                .find(job);
        List<TableName> purged = List.copyOf(tables.keySet());
        hazards.addAll(GuardCheck.server(server, purged, guards));
        List<ChildTable> children = catalog.children(purged);
        hazards.addAll(TableCheck.children(purged, children));
        List<OtherSession> lockers = sessions.lockers(purged);
        hazards.addAll(SessionCheck.check(lockers, sessions.openFor(longTransaction)));
        children.stream().filter(ChildTable::foreign).map(ChildTable::root).forEach(unreadable::add);
        lockedOut.addAll(SessionCheck.lockedOut(lockers));
        unreadable.addAll(lockedOut);
        ConditionCheck.Findings conditions = conditions(tables);
        hazards.addAll(conditions.all());
        SessionSettings settings = dialect.session(connection).settings();
        SettingsCheck settingsCheck = new SettingsCheck(settings, identity.name());
        hazards.addAll(settingsCheck.strings());
        hazards.addAll(settingsCheck.conditions(conditional(tables, conditions), privileges));
        List<PlannedDeletion> deletions = count(tables, children, conditions, identity.user());
        List<ForeignKey> keys = effects.foreignKeys(purged);
        ForeignKeyCheck.Findings between = new ForeignKeyCheck(deletions, keys, this::countable).check();
        hazards.addAll(between.hazards());
        if (!between.setNull().isEmpty()) {
            hazards.addAll(DeleteHookCheck.checkUpdates(
                    effects.updateHooks(between.setNull().keySet())));
        }
        CascadeInspection.Findings found = new CascadeInspection(connection, dialect, guards, identity.user(), hazards)
                .inspect(deletions, this::isReadable);
        List<Cascade> cascades = found.cascades();
        lockedOut.addAll(found.lockedOut());
        hazards.addAll(GuardCheck.rows(deletions, cascades, guards));
        List<TableName> affected = Stream.concat(
                        purged.stream(), cascades.stream().map(Cascade::table))
                .distinct()
                .toList();
        KeyCheck checks = new KeyCheck(
                deletions, cascades, cascades.isEmpty() ? keys : effects.foreignKeys(affected), effects, guards);
        hazards.addAll(checks.hazards());
        if (guards.truncate()) {
            hazards.addAll(new TruncateCheck(dialect.truncation(connection), privileges, server)
                    .check(deletions, children, effects.deleteHooks(purged)));
        } else {
            hazards.addAll(WalCheck.check(effects, deletions, cascades, affected));
            hazards.addAll(DeleteHookCheck.check(effects.deleteHooks(purged)));
        }
        Map<TableName, Condition> deleted = PlannedDeletion.conditions(deletions, cascades);
        hazards.addAll(new KeptContentsCheck(effects, statistics, identity.name()).check(deleted, affected));
        hazards.addAll(DeleteHookCheck.ledger(
                effects, ledger.tables(connection), !checks.temporaryIndexes().isEmpty()));
        hazards.addAll(DeleteHookCheck.ledgerIdentity(
                effects,
                privileges,
                ledger.tableIn(findings.schema(), connection),
                ledger.table(connection).isPresent(),
                Hazard.Severity.WARN));
        hazards.addAll(new NotValidCheck(connection, dialect).check(deleted));
        // A wrong database always blocks. Other hazards are irrelevant if the tag has already been applied.
        if (findings.applied().isEmpty()) {
            hazards.forEach(hazard -> wrongTarget.add(withLine(hazard, tables)));
        }
        return new Plan(
                identity,
                job,
                findings.schema(),
                settings,
                deletions,
                cascades,
                guards.keys(),
                guards.truncate(),
                Optional.empty(),
                checks.checkedOnce(),
                checks.temporaryIndexes(),
                deletions.stream().allMatch(deletion -> deletion.counted().isPresent())
                        ? Optional.of(checks.expected())
                        : Optional.empty(),
                preserved(purged, affected, keys, children),
                wrongTarget,
                guards.allowedWrites(),
                guards.allowedFunctions(),
                guards.allowedServers(),
                lockedOut.isEmpty() ? definition(affected, conditions) : List.of(), // it would wait for the lock
                findings.applied(),
                byMonth ? new MonthCounter(connection, dialect).count(deletions) : Optional.empty(),
                new RowLimits(Drift.NONE, guards.maxRows()));
    }

    /** Returns the texts that are sent to the server or written to the ledger. */
    private List<String> names() {
        List<String> names = new ArrayList<>(List.of(job.changeSet(), job.author(), job.logicalFilePath()));
        ledger.schema().ifPresent(names::add);
        for (Deletion deletion : job.deletions()) {
            names.add(deletion.table());
            Optional.ofNullable(deletion.schema()).ifPresent(names::add);
        }
        names.addAll(guards.allowedWrites());
        return names;
    }

    /** Checks the conditions before rows are counted; conditions on locked tables are not evaluated. */
    private ConditionCheck.Findings conditions(Map<TableName, Deletion> tables) throws SQLException {
        Map<TableName, Condition> conditions = new LinkedHashMap<>();
        tables.forEach((table, deletion) -> {
            if (!lockedOut.contains(table)) {
                conditions.put(table, new Condition(deletion.where()));
            }
        });
        return new ConditionCheck(connection, dialect, guards.allowedFunctions(), guards.allowedWrites())
                .check(conditions);
    }

    /** Returns the use of the conditions that select only some rows. */
    private static Map<TableName, ConditionUse> conditional(
            Map<TableName, Deletion> tables, ConditionCheck.Findings conditions) {
        Map<TableName, ConditionUse> uses = new LinkedHashMap<>(conditions.uses());
        tables.forEach((table, deletion) -> {
            if (deletion.where() == null) {
                uses.remove(table);
            }
        });
        return uses;
    }

    /** Adds the line of the condition to its hazard. */
    private Hazard withLine(Hazard hazard, Map<TableName, Deletion> tables) {
        return tables.entrySet().stream()
                .filter(entry ->
                        hazard.isOfCondition() && entry.getKey().toString().equals(hazard.table()))
                .map(entry -> hazard.at(job.changelog(), job.line(entry.getValue())))
                .findFirst()
                .orElse(hazard);
    }

    private List<String> definition(List<TableName> purged, ConditionCheck.Findings conditions) throws SQLException {
        List<String> definition = new ArrayList<>(catalog.definition(purged));
        definition.addAll(conditions.definition());
        return definition;
    }

    private List<PlannedDeletion> count(
            Map<TableName, Deletion> tables, List<ChildTable> children, ConditionCheck.Findings conditions, String role)
            throws SQLException {
        DeletionCounter counter = new DeletionCounter(connection, statistics, children, hazards);
        List<PlannedDeletion> deletions = new ArrayList<>();
        for (Map.Entry<TableName, Deletion> entry : tables.entrySet()) {
            TableName table = entry.getKey();
            String where = entry.getValue().where();
            List<Right> lacking = JobTables.lacking(privileges, table);
            hazards.addAll(TableCheck.rights(table, lacking, role));
            if (lacking.stream().anyMatch(right -> right.privilege() != Privilege.DELETE)) {
                unreadable.add(table);
            }
            deletions.add(
                    isReadable(table, List.of()) && conditions.isEvaluable(table)
                            ? counter.count(table, where)
                            : DeletionCounter.uncounted(table, where));
        }
        return deletions;
    }

    private boolean isReadable(TableName table, Collection<String> columns) throws SQLException {
        return !unreadable.contains(table) && privileges.canCount(table, columns);
    }

    private OptionalLong countable(ForeignKey key, Condition condition) throws SQLException {
        return isReadable(key.from(), key.columns())
                ? OptionalLong.of(statistics.count(key.from(), condition))
                : OptionalLong.empty();
    }

    /** Returns the tables that keep their rows; tables referenced by the purged ones come first. */
    private List<PreservedTable> preserved(
            List<TableName> purged, List<TableName> affected, List<ForeignKey> keys, List<ChildTable> children)
            throws SQLException {
        Map<TableName, PreservedTable> preserved = new LinkedHashMap<>();
        Set<TableName> linked = new HashSet<>();
        for (ForeignKey key : keys) {
            linked.addAll(List.of(key.from(), key.to()));
            TableName table = key.to();
            if (!affected.contains(table) && !preserved.containsKey(table) && isReadable(table, List.of())) {
                preserved.put(
                        table,
                        new PreservedTable(
                                table, OptionalLong.of(statistics.count(table, Condition.NONE)), true, false));
            }
        }
        Set<String> schemas = purged.stream().map(TableName::schema).collect(Collectors.toSet());
        Set<TableName> parts = children.stream().map(ChildTable::name).collect(Collectors.toSet());
        statistics.estimates(schemas).forEach((table, estimate) -> {
            if (!affected.contains(table) && !parts.contains(table) && !Ledger.owns(table)) {
                preserved.putIfAbsent(table, new PreservedTable(table, estimate, linked.contains(table), true));
            }
        });
        return preserved.values().stream()
                .filter(table -> !guards.allowedWrites().contains(table.table().toString()))
                .toList();
    }
}
