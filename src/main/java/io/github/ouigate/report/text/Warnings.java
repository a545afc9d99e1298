package io.github.ouigate.report.text;

import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.RestorePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sentences before the confirmation prompts. */
final class Warnings {
    private Warnings() {}

    /** Returns what a run will do to a database, which {@code place} names. */
    static List<Message> of(Plan plan, Optional<Path> archive, String place) {
        if (plan.deletesNothing()) {
            return List.of(Message.of("gate.nothing", place, plan.job().tag()));
        }
        List<Message> warnings = new ArrayList<>();
        long rows = plan.deletedRows();
        warnings.add(archive.map(directory -> Message.of("gate.archived", rows, place, directory))
                .orElseGet(() -> Message.of("gate.irreversible", rows, place)));
        if (plan.maxDeletedRows() > rows) {
            warnings.add(Message.of("gate.max-rows", plan.maxDeletedRows()));
        }
        cascades(plan).ifPresent(warnings::add);
        if (archive.isPresent() && !plan.notArchived().isEmpty()) {
            warnings.add(Message.of("gate.not-archived", plan.notArchived()));
        }
        return warnings;
    }

    /** Returns how many rows foreign keys delete and update. */
    private static Optional<Message> cascades(Plan plan) {
        long deleted = plan.cascadedRows(Cascade.Effect.DELETED);
        long changed = plan.cascadedRows(Cascade.Effect.CHANGED);
        if (deleted == 0 && changed == 0) {
            return Optional.empty();
        }
        if (changed == 0) {
            return Optional.of(Message.of("gate.cascades-delete", deleted));
        }
        return Optional.of(
                deleted == 0
                        ? Message.of("gate.cascades-change", changed)
                        : Message.of("gate.cascades", deleted, changed));
    }

    /** Returns what a restore will do to a database, which {@code place} names. */
    static List<Message> of(RestorePlan plan, String place) {
        List<Message> warnings = new ArrayList<>(List.of(Message.of("gate.restore", plan.rows(), place)));
        if (!plan.skipped().isEmpty()) {
            warnings.add(Message.of("gate.restore-skips", plan.skipped().count()));
        }
        if (plan.archive().changedRows() > 0) {
            warnings.add(Message.of("gate.restore-changes", plan.archive().changedRows()));
        }
        return warnings;
    }
}
