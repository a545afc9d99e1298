package io.github.ouigate.plan.check;

import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.Right.Privilege;
import io.github.ouigate.db.ServerInfo;
import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.DeleteHook;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.truncate.TruncateEffect;
import io.github.ouigate.db.truncate.Truncation;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Hazard.Severity;
import io.github.ouigate.plan.PlannedDeletion;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds obstacles to truncating tables instead of deleting all their rows, and the differences between both. */
public record TruncateCheck(Optional<Truncation> truncation, Privileges privileges, ServerInfo server) {
    /** The views and functions that the role needs to see the holders of snapshots. */
    private static final List<String> SESSIONS = List.of(
            "pg_stat_activity", "pg_stat_get_activity", "pg_stat_clear_snapshot", "pg_lock", "pg_prepared_xact");

    private static final Set<DeleteHook.Kind> OF_ROWS =
            EnumSet.of(DeleteHook.Kind.TRIGGER, DeleteHook.Kind.PUBLICATION);

    /**
     * Returns the hazards of truncating tables; at least one.
     *
     * @param hooks the hooks on deletes from the tables; some also affect deletes that find no rows
     */
    public List<Hazard> check(List<PlannedDeletion> deletions, List<ChildTable> children, List<DeleteHook> hooks)
            throws SQLException {
        List<Hazard> hazards = new ArrayList<>(DeleteHookCheck.check(
                hooks.stream().filter(hook -> !OF_ROWS.contains(hook.kind())).toList()));
        if (truncation.isEmpty()) {
            hazards.add(Hazard.block(Code.TRUNCATE_UNSUPPORTED, null));
            return hazards;
        }
        List<TableName> tables = deletions.stream().map(PlannedDeletion::table).toList();
        hazards.add(Hazard.warn(Code.TRUNCATE_NOT_DELETE, null, tables));
        for (PlannedDeletion deletion : deletions) {
            if (deletion.where() != null) {
                hazards.add(
                        Hazard.block(Code.TRUNCATE_CONDITION, deletion.table(), deletion.table(), deletion.where()));
            }
        }
        Stream<TableName> parts =
                Stream.concat(tables.stream(), children.stream().map(ChildTable::name));
        for (TableName table : parts.distinct().toList()) {
            hazards.addAll(TableCheck.rights(
                    table,
                    privileges.lacking(table, List.of(Privilege.TRUNCATE)),
                    server.identity().user()));
        }
        List<String> hidden = server.deniedReads().stream()
                .filter(name -> SESSIONS.stream().anyMatch(name::startsWith))
                .toList();
        if (!hidden.isEmpty()) {
            hazards.add(Hazard.block(Code.TRUNCATE_SNAPSHOTS_HIDDEN, null, "", String.join(", ", hidden)));
        }
        hazards.addAll(effects(truncation.get(), tables));
        return hazards;
    }

    /** Returns the hazards of differences from deleting all rows of some tables, as far as the catalogs show them. */
    public static List<Hazard> effects(Truncation truncation, List<TableName> tables) throws SQLException {
        return truncation.effects(tables).stream().map(TruncateCheck::hazard).toList();
    }

    private static Hazard hazard(TruncateEffect effect) {
        TableName table = effect.table();
        Severity severity =
                switch (effect.kind()) {
                    case OUTSIDE_KEY,
                            DELETE_TRIGGER,
                            ROW_SECURITY,
                            INVALID_INDEX,
                            UNPUBLISHED,
                            SLOT,
                            SNAPSHOTS_HIDDEN -> Severity.BLOCK;
                    case TRIGGER, PUBLISHED, STANDBY -> Severity.WARN;
                };
        return Hazard.of(
                Code.valueOf("TRUNCATE_" + effect.kind()),
                severity,
                table,
                table == null ? "" : table,
                effect.name(),
                table == null ? "" : table.sql(),
                TableName.quote(effect.name()),
                effect.other());
    }
}
