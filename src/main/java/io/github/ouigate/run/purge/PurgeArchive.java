package io.github.ouigate.run.purge;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchivePlace;
import io.github.ouigate.archive.ArchiveWriter;
import io.github.ouigate.archive.ArchiveWriter.Source;
import io.github.ouigate.archive.Manifest;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Disk;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.SessionKeepAlive;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import io.github.ouigate.run.progress.Step;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The archive of one attempt at a purge. It is written under the locks and deleted unless the purge commits. */
final class PurgeArchive {
    private static final Logger LOG = Logger.getLogger(PurgeArchive.class.getName());

    private final RunContext run;
    private final Plan plan;
    private final ArchivePlace place;
    private final PurgeOptions options;
    private final ArchiveWriter writer;
    private @Nullable ArchiveCheck check;
    private boolean published;

    PurgeArchive(RunContext run, Plan plan, ArchivePlace place, PurgeOptions options) {
        this.run = run;
        this.plan = plan;
        this.place = place;
        this.options = options;
        this.writer = new ArchiveWriter(place);
    }

    /**
     * Writes the rows that will be deleted or changed, and starts reading them back.
     *
     * @param locked the number of rows of each delete, counted under the locks
     * @param keys the keys of the plan's tables
     */
    void write(List<Long> locked, List<ForeignKey> keys, PurgeCascades cascades) throws SQLException {
        check = onDisk(() -> {
            RowCopy copy = RowCopy.of(run.dialect(), run.jdbc());
            cascades.checkWayBack(copy, keys);
            writer.begin();
            for (TableName table : childrenFirst(keys)) {
                int place = plan.tables().indexOf(table);
                if (place >= 0) {
                    write(copy, plan.deletions().get(place), locked.get(place));
                } else {
                    cascades.writeDeleted(table, copy, writer);
                }
            }
            cascades.writeChanged(copy, writer);
            return new ArchiveCheck(writer, manifest(copy, keys));
        });
        run.reached(Step.ARCHIVED);
    }

    /** Waits until the archive has been read back, and returns it with its final directory. */
    Archive awaitCheck() throws SQLException {
        return onDisk(() -> Objects.requireNonNull(check).await(new SessionKeepAlive(run)));
    }

    /**
     * Returns the tables that rows are deleted from, each before those that it references. Between tables of the job,
     * the job's order applies: if it is the reverse, no row uses the key, or its check is deferred.
     */
    private Set<TableName> childrenFirst(List<ForeignKey> all) {
        List<TableName> job = plan.tables();
        return childrenFirst(
                job,
                all.stream()
                        .filter(key -> !job.contains(key.to()) || job.indexOf(key.from()) <= job.indexOf(key.to()))
                        .toList());
    }

    private Set<TableName> childrenFirst(List<TableName> job, List<ForeignKey> keys) {
        List<TableName> all = new ArrayList<>(job);
        plan.cascades().stream().filter(Cascade::deletes).map(Cascade::table).forEach(all::add);
        Set<TableName> ordered = new LinkedHashSet<>();
        Set<TableName> seen = new HashSet<>();
        all.forEach(table -> addWithChildren(table, all, keys, seen, ordered));
        return ordered;
    }

    private static void addWithChildren(
            TableName table, List<TableName> all, List<ForeignKey> keys, Set<TableName> seen, Set<TableName> ordered) {
        if (!seen.add(table)) {
            return;
        }
        keys.stream()
                .filter(key -> key.to().equals(table) && all.contains(key.from()))
                .forEach(key -> addWithChildren(key.from(), all, keys, seen, ordered));
        ordered.add(table);
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
            Source source = Source.deleted(table, deletion.table(), deletion.condition(), database.columns(table));
            rows += writer.add(copy, source, count -> {
                run.stopIfInterrupted();
                run.progress().copying(deletion.table(), before + count, locked);
            });
        }
        if (rows != locked) {
            throw new RunAborted(Outcome.RolledBack.because("run.archive-count", deletion.table(), locked, rows));
        }
    }

    private Manifest manifest(RowCopy copy, List<ForeignKey> keys) throws SQLException {
        return new Manifest(
                options.tool(),
                options.startedAt(),
                run.runId().value(),
                run.settings().operator(),
                plan.database(),
                SavedJob.of(plan.job()),
                plan.ledgerSchema(),
                copy.settings(),
                writer.tables(),
                writer.changed(),
                plan.notArchived(),
                keys.stream().map(PurgeArchive::text).sorted().toList());
    }

    private static String text(ForeignKey key) {
        return key.from() + " (" + String.join(", ", key.columns()) + ") -> " + key.to() + " ("
                + String.join(", ", key.keys()) + ")";
    }

    /** Renames the archive to its final name; it is discarded if the commit fails. */
    void publish() throws SQLException {
        published = onDisk(() -> {
            writer.publish();
            return true;
        });
    }

    /** Deletes the archive after its rows were not deleted. */
    void discard() {
        if (check != null) {
            check.cancel();
        }
        try {
            writer.discard(published);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot delete an archive of rows that were not deleted", e);
        }
    }

    private interface FileWork<T> {
        T run() throws SQLException, IOException;
    }

    /** Aborts the run if the archive cannot be written, or differs when it is read back. */
    private <T> T onDisk(FileWork<T> work) throws SQLException {
        try {
            return work.run();
        } catch (IOException e) {
            throw new RunAborted(Outcome.RolledBack.because("run.archive-failed", place.directory(), Disk.reason(e)));
        } catch (RefusedException e) {
            throw new RunAborted(Outcome.RolledBack.because("run.archive-failed", place.directory(), e.problem()));
        }
    }
}
