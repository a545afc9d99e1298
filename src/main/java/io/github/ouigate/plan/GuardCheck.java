package io.github.ouigate.plan;

import io.github.ouigate.target.TableName;
import io.github.ouigate.target.TargetIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what the operator expects against what the server says. */
final class GuardCheck {
    private GuardCheck() {}

    static List<Hazard> identity(TargetIdentity identity, Guards guards) {
        List<Hazard> hazards = new ArrayList<>();
        if (guards.database().isPresent() && !guards.database().get().equals(identity.database())) {
            hazards.add(Hazard.block("OTHER_DATABASE", null, guards.database().get(), identity.database()));
        }
        Optional<String> marker = Optional.ofNullable(identity.environment());
        if (!guards.environment().equals(marker)) {
            String code = marker.isEmpty()
                    ? "ENVIRONMENT_UNMARKED"
                    : guards.environment().isEmpty() ? "ENVIRONMENT_UNNAMED" : "OTHER_ENVIRONMENT";
            hazards.add(Hazard.block(
                    code,
                    null,
                    guards.environment().orElse(""),
                    marker.orElse(""),
                    identity.database(),
                    TableName.quote(identity.database())));
        }
        if (guards.ambientUrl().isPresent() && guards.database().isEmpty()) {
            hazards.add(Hazard.block("AMBIENT_URL", null, guards.ambientUrl().get(), identity.database()));
        }
        return hazards;
    }

    static List<Hazard> rows(List<PlannedDeletion> deletions, Guards guards) {
        long rows = deletions.stream().mapToLong(PlannedDeletion::rows).sum();
        return guards.maxRows().isPresent() && rows > guards.maxRows().getAsLong()
                ? List.of(Hazard.block(
                        "TOO_MANY_ROWS", null, rows, guards.maxRows().getAsLong()))
                : List.of();
    }
}
