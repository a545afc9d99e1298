package io.github.ouigate.app;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchivePlace;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.io.Disk;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.check.ArchiveRoom;
import io.github.ouigate.plan.check.WayBackCheck;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The place of a run's archive, and the reasons why it cannot be written. */
public record PlannedArchive(ArchivePlace place) {
    /** Returns the place in {@code directory} of the archive of a run that starts now. */
    public static PlannedArchive in(Path directory, String tag, Instant now) {
        return new PlannedArchive(ArchivePlace.in(directory, tag, RunId.at(now)));
    }

    /**
     * Checks that an archive can be written, before a database is connected.
     *
     * @throws UsageException if the directory does not exist or is not writable
     * @throws OuigateException if this machine cannot write archives
     */
    public void check() {
        place.check();
    }

    /**
     * Checks that rows can be archived.
     *
     * @throws RefusedException if the product does not support archives
     */
    public void requireRowCopy(DatabaseSession session) throws SQLException {
        RowCopy unused = RowCopy.of(session.dialect(), session.connection());
    }

    /** Returns the space for the archive. */
    public ArchiveRoom room() {
        return new ArchiveRoom(place.parent(), Disk.usableBytes(place.parent()));
    }

    /** Returns the reason to refuse a run with this archive; empty if there is none, or the tag has been applied. */
    public Optional<Message> refusal(Plan plan) {
        return place.isTaken()
                ? Optional.of(reason(plan))
                : WayBackCheck.againstArchive(plan.hazards()).stream()
                        .map(Hazard::message)
                        .findFirst();
    }

    private Message reason(Plan plan) {
        Path directory = place.directory();
        Archive archive;
        try {
            archive = ArchiveReader.find(directory, Optional.empty()).archive(Optional.empty());
        } catch (OuigateException e) {
            return Message.of("archive.exists", directory);
        }
        String run = archive.manifest().runId();
        String tag = archive.manifest().job().tag();
        if (!archive.manifest().database().isSameDatabase(plan.database())) {
            return Message.of(
                    "archive.exists-of-database",
                    directory,
                    archive.manifest().database().name(),
                    run);
        }
        if (!tag.equals(plan.job().tag())) {
            return Message.of("archive.exists-of-other-tag", directory, tag, run);
        }
        String ledgerSchema = archive.manifest().ledgerSchema();
        return ledgerSchema.equals(plan.ledgerSchema())
                ? Message.of("archive.exists-of-tag", directory, tag, run)
                : Message.of("archive.exists-of-ledger", directory, tag, run, ledgerSchema);
    }
}
