package io.github.ouigate.planner;

import io.github.ouigate.db.schema.Misfit;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;

/** The hazard of archived rows that cannot be inserted into their table, and its remedy. */
final class MisfitHazard {
    private MisfitHazard() {}

    static Hazard of(Misfit misfit) {
        TableName table = misfit.table();
        Misfit.Found found = misfit.found();
        Object more = found.more() > 0 ? Message.of("restore.more", found.more()) : "";
        Object keys = found.shown().isEmpty() ? "" : Message.of("restore.keys", found.shown(), more);
        String before = misfit.workaround().before();
        String after = misfit.workaround().after();
        return switch (misfit.kind()) {
            case PARENT_MISSING ->
                Hazard.block(
                        Code.ARCHIVE_ORPHANS,
                        table,
                        table,
                        found.rows(),
                        found.values(),
                        misfit.subject(),
                        misfit.name(),
                        found.shown(),
                        more,
                        before);
            case PARENT_UNREADABLE ->
                Hazard.warn(
                        Code.ARCHIVE_PARENT_UNREADABLE, table, table, found.rows(), misfit.subject(), misfit.name());
            case CONFLICT ->
                Hazard.block(
                        Code.ARCHIVE_CONFLICT,
                        table,
                        table,
                        found.rows(),
                        misfit.subject(),
                        found.shown(),
                        more,
                        misfit.name());
            case DUPLICATE ->
                Hazard.block(
                        Code.ARCHIVE_DUPLICATES,
                        table,
                        table,
                        found.rows(),
                        misfit.subject(),
                        misfit.name(),
                        found.shown(),
                        more,
                        before,
                        after);
            case CHECK ->
                Hazard.block(
                        Code.ARCHIVE_CHECK,
                        table,
                        table,
                        found.rows(),
                        misfit.name(),
                        misfit.owner(),
                        misfit.subject(),
                        keys,
                        before,
                        after);
            case NULL ->
                Hazard.block(
                        Code.ARCHIVE_NULL,
                        table,
                        table,
                        found.rows(),
                        misfit.name(),
                        misfit.owner(),
                        keys,
                        before,
                        after);
            case NO_PARTITION ->
                Hazard.block(
                        Code.ARCHIVE_NO_PARTITION,
                        table,
                        table,
                        found.rows(),
                        misfit.owner(),
                        misfit.name(),
                        found.shown(),
                        more,
                        before);
            case COLUMN_MISSING ->
                Hazard.block(
                        Code.ARCHIVE_COLUMN_REQUIRED,
                        table,
                        table,
                        misfit.name(),
                        table.sql(),
                        TableName.quote(misfit.name()));
        };
    }
}
