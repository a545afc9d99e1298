package io.github.ouigate.app;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchivePlace;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.archive.Manifest;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.io.Disk;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.check.ArchiveRoom;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
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

    /**
     * Returns a plan with a hazard if its archive would overwrite something; without, if the tag is used, since the
     * archive may be that run's.
     */
    public Plan checked(Plan plan) {
        return plan.isTagFree() && place.isTaken() ? plan.withHazards(List.of(taken(plan))) : plan;
    }

    private Hazard taken(Plan plan) {
        Path directory = place.directory();
        Archive archive;
        try {
            archive = ArchiveReader.find(directory, Optional.empty()).archive(Optional.empty());
        } catch (OuigateException e) {
            return Hazard.block(Code.ARCHIVE_EXISTS, null, directory);
        }
        Manifest manifest = archive.manifest();
        String run = manifest.runId();
        String tag = manifest.job().tag();
        if (!manifest.database().isSameDatabase(plan.database())) {
            String name = manifest.database().name();
            return Hazard.block(Code.ARCHIVE_EXISTS_OF_DATABASE, null, directory, name, run);
        }
        if (!tag.equals(plan.job().tag())) {
            return Hazard.block(Code.ARCHIVE_EXISTS_OF_OTHER_TAG, null, directory, tag, run);
        }
        return manifest.ledgerSchema().equals(plan.ledgerSchema())
                ? Hazard.block(Code.ARCHIVE_EXISTS_OF_TAG, null, directory, tag, run)
                : Hazard.block(Code.ARCHIVE_EXISTS_OF_LEDGER, null, directory, tag, run, manifest.ledgerSchema());
    }
}
