package io.github.ouigate.plan.check;

import io.github.ouigate.db.schema.DeleteHook;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import java.util.List;

/** Finds triggers, rules, row-level security and publications, which change what a delete does. */
public final class DeleteHookCheck {
    private DeleteHookCheck() {}

    public static List<Hazard> check(List<DeleteHook> hooks) {
        return hooks.stream().map(DeleteHookCheck::hazard).toList();
    }

    private static Hazard hazard(DeleteHook hook) {
        TableName table = hook.table();
        Object[] arguments = {table, hook.name(), table.sql(), TableName.quote(hook.name())};
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
