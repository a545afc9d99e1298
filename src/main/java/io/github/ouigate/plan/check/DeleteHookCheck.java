package io.github.ouigate.plan.check;

import io.github.ouigate.db.schema.DeleteHook;
import io.github.ouigate.db.schema.Publication;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import java.util.List;

/** Finds triggers, rules, row-level security and publications, which change what a delete does. */
public final class DeleteHookCheck {
    private DeleteHookCheck() {}

    public static List<Hazard> hooks(List<DeleteHook> hooks) {
        return hooks.stream().map(DeleteHookCheck::hazard).toList();
    }

    private static Hazard hazard(DeleteHook hook) {
        String table = hook.table().sql();
        String name = TableName.quote(hook.name());
        return switch (hook.kind()) {
            case TRIGGER -> Hazard.warn(Code.TRIGGER, hook.table(), hook.table(), hook.name(), table, name);
            case RULE -> Hazard.block(Code.RULE, hook.table(), hook.table(), hook.name(), table, name);
            case ROW_SECURITY -> Hazard.block(Code.ROW_SECURITY, hook.table(), hook.table());
        };
    }

    public static List<Hazard> publications(List<Publication> publications) {
        return publications.stream().map(DeleteHookCheck::hazard).toList();
    }

    private static Hazard hazard(Publication publication) {
        TableName table = publication.table();
        return switch (publication.deletes()) {
            case SENT -> Hazard.warn(Code.PUBLICATION, table, table, publication.name());
            case UNIDENTIFIED -> Hazard.block(Code.REPLICA_IDENTITY, table, table, publication.name(), table.sql());
            case UNFIT -> Hazard.block(Code.PUBLICATION_FILTER, table, table, publication.name());
        };
    }
}
