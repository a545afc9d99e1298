package io.github.ouigate.plan;

import io.github.ouigate.target.DeleteHook;
import java.util.List;
import java.util.stream.Collectors;

/** Tells of the hooks that would make the deletes do something else than the plan says. */
final class HookCheck {
    private HookCheck() {}

    static List<Hazard> check(List<DeleteHook> hooks) {
        return hooks.stream().map(HookCheck::hazard).collect(Collectors.toList());
    }

    private static Hazard hazard(DeleteHook hook) {
        return switch (hook.kind()) {
            case TRIGGER -> Hazard.warn("TRIGGER", hook.table(), hook.table(), hook.name());
            case RULE -> Hazard.block("RULE", hook.table(), hook.table(), hook.name());
            case ROW_SECURITY -> Hazard.block("ROW_SECURITY", hook.table(), hook.table());
            case CHILD_TABLE -> Hazard.block("CHILD_TABLE", hook.table(), hook.table(), hook.name());
        };
    }
}
