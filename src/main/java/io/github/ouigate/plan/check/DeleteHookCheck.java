package io.github.ouigate.plan.check;

import io.github.ouigate.db.DeleteEffects;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.schema.DeleteHook;
import io.github.ouigate.db.schema.DeleteHook.Kind;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds triggers, rules, row-level security and publications that change the effect of a delete. */
public final class DeleteHookCheck {
    /** The number of Liquibase's tables. */
    private static final int LEDGER_TABLES = 2;

    private DeleteHookCheck() {}

    public static List<Hazard> check(List<DeleteHook> hooks) {
        return hooks.stream().map(hook -> hazard(hook, false)).toList();
    }

    /** Returns the hazard of a hook that fires when a restore inserts rows. */
    public static Hazard onInsert(DeleteHook hook) {
        return inRestore(Code.ARCHIVE_TRIGGER, hook);
    }

    /** Returns the hazards of the triggers and rules that fire when a restore sets changed rows back. */
    public static List<Hazard> onSetBack(List<DeleteHook> hooks) {
        return hooks.stream()
                .filter(hook -> hook.kind() == Kind.TRIGGER || hook.kind() == Kind.RULE)
                .map(hook -> inRestore(Code.ARCHIVE_CHANGE_TRIGGER, hook))
                .toList();
    }

    private static Hazard inRestore(Code code, DeleteHook hook) {
        return Hazard.warn(
                code,
                hook.table(),
                hook.table(),
                hook.name(),
                hook.table().sql(),
                hook.kind().name() + " " + TableName.quote(hook.name()));
    }

    /** Returns the hazards of hooks that fire when foreign keys update rows. */
    public static List<Hazard> checkUpdates(List<DeleteHook> hooks) {
        return hooks.stream().map(hook -> hazard(hook, true)).toList();
    }

    /**
     * Returns the hazards of hooks on Liquibase's tables and of event triggers on the run's own DDL.
     *
     * @param ledger the existing ones of Liquibase's tables
     * @param makesIndexes whether the run creates indexes
     */
    public static List<Hazard> ledger(DeleteEffects effects, Collection<TableName> ledger, boolean makesIndexes)
            throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        for (DeleteHook hook : effects.writeHooks(ledger)) {
            TableName table = hook.table();
            hazards.add(Hazard.warn(Code.LEDGER_TRIGGER, table, table, hook.name()));
        }
        List<String> commands = new ArrayList<>();
        if (ledger.size() < LEDGER_TABLES) {
            commands.add("CREATE TABLE");
        }
        if (makesIndexes) {
            commands.addAll(List.of("CREATE INDEX", "DROP INDEX"));
        }
        if (!commands.isEmpty()) {
            for (String name : effects.eventTriggers(commands)) {
                hazards.add(Hazard.warn(Code.EVENT_TRIGGER, null, name, commands));
            }
        }
        return hazards;
    }

    /**
     * Returns the hazards of publications that prevent deletes from the ledger, whose table has no key.
     *
     * @param table the ledger's table
     * @param isMade whether the table exists
     */
    public static List<Hazard> ledgerIdentity(
            DeleteEffects effects, Privileges privileges, TableName table, boolean isMade, Hazard.Severity severity)
            throws SQLException {
        if (!privileges.lacking(table, List.of()).isEmpty()) {
            return List.of(); // without USAGE on the schema, which is a separate hazard
        }
        List<String> publications = isMade
                ? effects.deleteHooks(List.of(table)).stream()
                        .filter(hook -> hook.kind() == DeleteHook.Kind.REPLICA_IDENTITY)
                        .map(DeleteHook::name)
                        .toList()
                : effects.deletePublications(table.schema());
        return publications.stream()
                .map(name -> Hazard.of(Code.LEDGER_REPLICA_IDENTITY, severity, table, table, name, table.sql()))
                .toList();
    }

    private static Hazard hazard(DeleteHook hook, boolean updates) {
        TableName table = hook.table();
        Object[] arguments = {
            table,
            hook.name(),
            table.sql(),
            TableName.quote(hook.name()),
            Message.of(updates ? "hook.changed" : "hook.deleted")
        };
        return switch (hook.kind()) {
            case TRIGGER -> Hazard.warn(Code.TRIGGER, table, arguments);
            case RULE -> Hazard.block(Code.RULE, table, arguments);
            case ROW_SECURITY -> Hazard.block(Code.ROW_SECURITY, table, arguments);
            case PUBLICATION -> Hazard.warn(Code.PUBLICATION, table, arguments);
            case REPLICA_IDENTITY -> Hazard.block(Code.REPLICA_IDENTITY, table, arguments);
            case PUBLICATION_FILTER -> Hazard.block(Code.PUBLICATION_FILTER, table, arguments);
        };
    }
}
