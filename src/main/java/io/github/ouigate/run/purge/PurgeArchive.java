package io.github.ouigate.run.purge;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchivePlace;
import io.github.ouigate.archive.ArchiveWriter;
import io.github.ouigate.db.ChildTable;
import io.github.ouigate.db.ForeignKey;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.TableName;
import io.github.ouigate.db.Tables;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.run.RunAborted;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.SessionKeepAlive;
import io.github.ouigate.run.Step;
import io.github.ouigate.run.UncheckedSqlException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The archive of one attempt at a purge: written under the locks, and gone again if the rows stay. */
final class PurgeArchive {
    private static final Logger LOG = Logger.getLogger(PurgeArchive.class.getName());

    private final RunContext run;
    private final Plan plan;
    private final ArchivePlace place;
    private final PurgeOptions options;
    private final ArchiveWriter writer;
    private final SessionKeepAlive pulse;
    private Optional<Archive> archive = Optional.empty();
    private boolean published;

    PurgeArchive(RunContext run, Plan plan, ArchivePlace place, PurgeOptions options) {
        this.run = run;
        this.plan = plan;
        this.place = place;
        this.options = options;
        this.writer = new ArchiveWriter(place);
        this.pulse = new SessionKeepAlive(run);
    }

    /** Returns the archive, once it is whole. */
    Optional<Archive> archived() {
        return archive;
    }

    /** Writes the rows that are about to be deleted, as many as {@code locked} says of each delete, and reads them. */
    void write(List<Long> locked) {
        disk(() -> {
            RowCopy copy = RowCopy.of(run.dialect(), run.jdbc());
            writer.begin();
            for (int i = 0; i < locked.size(); i++) {
                write(copy, plan.deletions().get(i), locked.get(i));
            }
            archive = Optional.of(writer.finish(origin(), copy, pulse));
        });
        run.progress().reached(Step.ARCHIVED);
    }

    private void write(RowCopy copy, PlannedDeletion deletion, long locked) throws SQLException, IOException {
        Tables database = run.dialect().tables(run.jdbc());
        List<TableName> tables = new ArrayList<>(List.of(deletion.table()));
        database.children(List.of(deletion.table())).stream()
                .filter(child -> child.kind() == ChildTable.Kind.INHERITING)
                .forEach(child -> tables.add(child.name()));
        long rows = 0;
        for (TableName table : tables) {
            run.timeLimit().apply(run);
            long before = rows;
            rows += writer.add(
                    copy, database.columns(table), table, deletion.table(), deletion.condition(), (copied, count) -> {
                        run.stopIfInterrupted();
                        run.progress().copying(deletion.table(), before + count, locked);
                    });
        }
        if (rows != locked) {
            throw new RunAborted(Outcome.RolledBack.because("run.archive-count", deletion.table(), locked, rows));
        }
    }

    private Archive.Origin origin() throws SQLException {
        return new Archive.Origin(
                options.tool(),
                options.startedAt(),
                run.runId(),
                run.settings().operator(),
                plan.target(),
                SavedJob.of(plan.job(), plan.ledgerSchema()),
                run.dialect().deleteEffects(run.jdbc()).foreignKeys(plan.tables()).stream()
                        .map(PurgeArchive::text)
                        .sorted()
                        .toList());
    }

    private static String text(ForeignKey key) {
        return key.from() + " (" + String.join(", ", key.columns()) + ") -> " + key.to() + " ("
                + String.join(", ", key.keys()) + ")";
    }

    /** Gives the archive its name. It is taken back if the commit fails. */
    void publish() {
        disk(() -> {
            writer.publish();
            published = true;
        });
    }

    /** Deletes the archive: what it holds is still in the database. */
    void discard() {
        try {
            writer.discard(published);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot delete an archive of rows that were not deleted", e);
        }
        archive = Optional.empty();
        published = false;
    }

    private interface Files {
        void use() throws SQLException, IOException;
    }

    private void disk(Files work) {
        UncheckedSqlException.wrap(() -> {
            try {
                work.use();
            } catch (IOException e) {
                Message reason = Message.of("archive.io", e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
                throw new RunAborted(Outcome.RolledBack.because("run.archive-failed", place.directory(), reason));
            } catch (RefusedException e) {
                throw new RunAborted(Outcome.RolledBack.because("run.archive-failed", place.directory(), e.problem()));
            }
        });
    }
}
