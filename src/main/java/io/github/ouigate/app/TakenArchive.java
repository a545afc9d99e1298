package io.github.ouigate.app;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchivePlace;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.plan.Plan;
import java.nio.file.Path;
import java.util.Optional;

/** Says what already is where a run's archive is to go. */
record TakenArchive(ArchivePlace place) {
    /** Returns the reason for refusing a run whose tag has not been applied; empty if nothing is there. */
    Optional<Message> refusal(Plan plan) {
        return place.isTaken() ? Optional.of(reason(plan)) : Optional.empty();
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
