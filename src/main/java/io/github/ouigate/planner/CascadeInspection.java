package io.github.ouigate.planner;

import io.github.ouigate.db.DeleteEffects;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.Right;
import io.github.ouigate.db.Right.Privilege;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.KeyEffects;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.check.CascadeCheck;
import io.github.ouigate.plan.check.DeleteHookCheck;
import io.github.ouigate.plan.check.SessionCheck;
import io.github.ouigate.plan.check.TableCheck;
import io.github.ouigate.plan.check.WayBackCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows the foreign keys from the tables of a job and finds obstacles to their effects. */
final class CascadeInspection {
    private final Connection connection;
    private final Dialect dialect;
    private final DeleteEffects effects;
    private final Privileges privileges;
    private final Guards guards;
    private final String role;
    private final List<Hazard> hazards;

    /** Creates an inspection that adds to {@code hazards}. */
    CascadeInspection(Connection connection, Dialect dialect, Guards guards, String role, List<Hazard> hazards) {
        this.connection = connection;
        this.dialect = dialect;
        this.effects = dialect.deleteEffects(connection);
        this.privileges = dialect.privileges(connection);
        this.guards = guards;
        this.role = role;
        this.hazards = hazards;
    }

    /**
     * The effects of foreign keys.
     *
     * @param lockedOut the tables that cannot be read because another session has locked them
     */
    record Findings(List<Cascade> cascades, Set<TableName> lockedOut) {}

    /** Returns the rows that foreign keys delete and update when rows are deleted. */
    Findings inspect(List<PlannedDeletion> deletions, CascadePlanner.Reading readable) throws SQLException {
        Map<TableName, Condition> deletes = new LinkedHashMap<>();
        deletions.forEach(deletion -> deletes.put(deletion.table(), deletion.condition()));
        KeyEffects found = effects.keyEffects(deletes);
        Set<TableName> reached = found.reached();
        List<OtherSession> lockers =
                reached.isEmpty() ? List.of() : dialect.sessions(connection).lockers(reached);
        Set<TableName> lockedOut = SessionCheck.lockedOut(lockers);
        CascadePlanner planner = new CascadePlanner(
                dialect.rowStatistics(connection),
                (table, columns) -> !lockedOut.contains(table)
                        && readable.test(table, columns)
                        && (!columns.isEmpty()
                                || lacking(table, Privilege.SELECT).isEmpty()),
                deletions,
                found,
                new CascadeCheck(guards.allowedWrites(), found.followed(), role),
                writable(reached));
        List<Cascade> cascades = planner.plan();
        List<Cascade> concerned =
                cascades.stream().filter(cascade -> cascade.rows() > 0).toList();
        planner.hazards().stream()
                .filter(hazard -> hazard.code() != Code.CASCADE_UNREADABLE || !names(lockedOut, hazard))
                .forEach(hazards::add);
        lockers(lockers, lockedOut, concerned);
        if (!concerned.isEmpty()) {
            check(concerned);
        }
        return new Findings(cascades, lockedOut);
    }

    /** Returns the tables that the run may write to, themselves or through a partition. */
    private Set<TableName> writable(Set<TableName> reached) throws SQLException {
        Set<TableName> writable = new HashSet<>();
        if (!guards.allowedWrites().isEmpty() && !reached.isEmpty()) {
            reached.stream().filter(this::isAllowed).forEach(writable::add);
            dialect.tables(connection).children(reached).stream()
                    .filter(child -> isAllowed(child.name()))
                    .forEach(child -> writable.add(child.root()));
        }
        return writable;
    }

    private boolean isAllowed(TableName table) {
        return guards.allowedWrites().contains(table.toString());
    }

    private static boolean names(Set<TableName> tables, Hazard hazard) {
        return tables.stream().anyMatch(table -> table.toString().equals(hazard.table()));
    }

    private List<Right> lacking(TableName table, Privilege... rights) throws SQLException {
        return privileges.lacking(table, List.of(rights));
    }

    /** Reports only locks on tables whose rows are affected, since the run locks no others. */
    private void lockers(List<OtherSession> lockers, Set<TableName> lockedOut, List<Cascade> cascades) {
        Set<TableName> waitedFor = new HashSet<>(lockedOut);
        cascades.forEach(cascade -> waitedFor.add(cascade.table()));
        List<OtherSession> inTheWay = lockers.stream()
                .filter(session -> session.lock() != null
                        && waitedFor.contains(session.lock().table()))
                .toList();
        hazards.addAll(SessionCheck.check(inTheWay, List.of()));
    }

    private void check(List<Cascade> cascades) throws SQLException {
        List<TableName> deleted = new ArrayList<>();
        List<TableName> changed = new ArrayList<>();
        Set<TableName> all = new HashSet<>();
        for (Cascade cascade : cascades) {
            (cascade.deletes() ? deleted : changed).add(cascade.table());
            all.add(cascade.table());
            Privilege writes = cascade.deletes() ? Privilege.DELETE : Privilege.UPDATE;
            hazards.addAll(
                    TableCheck.rights(cascade.table(), lacking(cascade.table(), Privilege.SELECT, writes), role));
        }
        hazards.addAll(DeleteHookCheck.check(effects.deleteHooks(deleted)));
        hazards.addAll(DeleteHookCheck.checkUpdates(effects.updateHooks(changed)));
        WayBackCheck wayBack = new WayBackCheck(cascades, effects.foreignKeys(all));
        hazards.addAll(wayBack.check(RowCopy.of(dialect, connection)));
    }
}
