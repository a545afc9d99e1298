package io.github.ouigate.run.purge;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.ledger.Conflict;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.TagReader;
import io.github.ouigate.ledger.TagRecord;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.RunTask;
import io.github.ouigate.run.UncheckedSqlException;
import io.github.ouigate.run.liquibase.LiquibaseUpdater;
import io.github.ouigate.run.lock.TableLocker;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import liquibase.change.Change;
import liquibase.change.core.DeleteDataChange;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.changelog.visitor.UpdateVisitor;
import liquibase.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * Executes a plan: runs its changeset in Liquibase and forwards Liquibase's callbacks to a {@link PurgeTransaction}.
 */
public final class PurgeTask implements RunTask {
    private final RunContext run;
    private final Plan plan;
    private final PurgeOptions options;
    private final ReaderLock readers;
    private final TemporaryIndexes indexes;
    private List<ForeignKey> keys = List.of();
    private @Nullable PurgeArchive archive;

    public PurgeTask(RunContext run, Plan plan, PurgeOptions options) {
        this.run = run;
        this.plan = plan;
        this.options = options;
        this.readers = new ReaderLock(run);
        this.indexes = new TemporaryIndexes(run, plan.indexes(), readers);
    }

    @Override
    public DatabaseIdentity database() {
        return plan.database();
    }

    @Override
    public List<TableName> tables() {
        return plan.affectedTables();
    }

    @Override
    public Set<TableName> exclusiveTables() {
        return readers.accessExclusive();
    }

    @Override
    public Set<String> allowedWrites() {
        return plan.allowedWrites();
    }

    @Override
    public void begin() throws SQLException {
        List<TableName> parentsFirst = new ArrayList<>(plan.tables());
        Collections.reverse(parentsFirst);
        keys = run.dialect().deleteEffects(run.jdbc()).foreignKeys(plan.affectedTables());
        if (!options.allowSlow()) {
            run.timeLimit().expect(plan.expectedWithArchive());
        }
        Set<TableName> redefined = CheckedOnceKeys.tables(run, plan.keysCheckedOnce(), keys);
        plan.indexes().forEach(index -> redefined.add(index.table()));
        redefined.addAll(TruncatedTables.family(run, plan));
        readers.begin(redefined);
        new TableLocker(run, true).lock(parentsFirst, plan.allowedWrites(), readers.accessExclusive());
        if (plan.expected().isPresent()) {
            run.progress().expecting(plan.expectedWithArchive());
        }
    }

    @Override
    public Outcome perform(Database liquibase) throws Exception {
        if (!run.dialect()
                .session(run.jdbc())
                .settings()
                .values()
                .equals(plan.settings().values())) {
            return Outcome.Refused.because("run.other-settings");
        }
        Optional<Outcome> earlier = recordedEarlier();
        if (earlier.isPresent()) {
            return earlier.get();
        }
        archive = options.archive()
                .map(place -> new PurgeArchive(run, plan, place, options))
                .orElse(null);
        AtomicInteger rowsAffected = new AtomicInteger();
        return LiquibaseUpdater.inScope(liquibase, rowsAffected, () -> {
            ChangeSet changeSet = LiquibaseUpdater.changeSet(plan.job());
            new UpdateVisitor(liquibase, new Listener(rowsAffected))
                    .visit(changeSet, changeSet.getChangeLog(), liquibase, Set.of());
            return run.connection().intended().orElseThrow();
        });
    }

    /** Returns the outcome of a run whose tag is already in the ledger; empty if it is not. */
    private Optional<Outcome> recordedEarlier() throws SQLException {
        TagRecord record =
                new TagReader(run.jdbc(), run.dialect(), run.ledger()).readOwn(plan.job(), plan.conditions());
        Optional<Outcome> refused = Stream.<Outcome>concat(
                        record.conflicts().stream().map(Conflict::message).map(Outcome.Refused::new),
                        record.taken().stream()
                                .map(entry -> Outcome.Refused.because(
                                        "hazard.TAG_TAKEN", plan.job().tag(), entry.changeSet())))
                .findFirst();
        return record.applied().<Outcome>map(Outcome.AlreadyApplied::new).or(() -> refused);
    }

    private List<LedgerEntry> entries(Connection connection) throws SQLException {
        return run.ledger().entries(connection, plan.job().tag(), plan.job().changeSet());
    }

    /** Deletes the archive of rows that were not deleted. */
    @Override
    public void rolledBack() {
        if (archive != null) {
            archive.discard();
            archive = null;
        }
    }

    /**
     * Searches for this run's row only. After a crash, a server can assign the transaction's ID to another transaction
     * if nothing of the first reached the disk, and that one may have committed.
     */
    @Override
    public Optional<Boolean> isRecorded(Connection connection) throws SQLException {
        boolean found = entries(connection).stream()
                .flatMap(entry -> entry.note().stream())
                .anyMatch(note -> note.runId().equals(run.runId()));
        return Optional.of(found);
    }

    /**
     * Liquibase's callbacks. Liquibase rolls back after it evaluates the preconditions, so that the transaction begins
     * with the first change and not with the changeset.
     */
    private final class Listener extends AbstractChangeExecListener {
        private final AtomicInteger rowsAffected;
        private Optional<PurgeTransaction> transaction = Optional.empty();

        /** Creates a listener; Liquibase adds the rows of each statement to {@code rowsAffected}. */
        Listener(AtomicInteger rowsAffected) {
            this.rowsAffected = rowsAffected;
        }

        @Override
        public void willRun(
                ChangeSet changeSet, DatabaseChangeLog log, Database database, ChangeSet.RunStatus runStatus) {
            run.connection().hold();
        }

        @Override
        public void willRun(Change change, ChangeSet changeSet, DatabaseChangeLog log, Database database) {
            run.stopIfInterrupted();
            UncheckedSqlException.wrap(() -> {
                if (transaction.isEmpty()) {
                    transaction = Optional.of(beginTransaction());
                }
                run.timeLimit().apply(run);
            });
            rowsAffected.set(0);
            if (change instanceof DeleteDataChange delete) {
                String name = database.escapeTableName(
                        delete.getCatalogName(), delete.getSchemaName(), delete.getTableName());
                UncheckedSqlException.wrap(() -> begun().willDelete(name));
            }
        }

        /**
         * Begins the transaction; in a rehearsal it has begun already. The ledger is read again, because Liquibase's
         * lock may have been released by another session.
         */
        private PurgeTransaction beginTransaction() throws SQLException {
            if (!run.connection().isRehearsal()) {
                begin();
            }
            recordedEarlier().ifPresent(earlier -> {
                throw new RunAborted(earlier);
            });
            CheckedOnceKeys once = new CheckedOnceKeys(run, plan.keysCheckedOnce(), keys, readers);
            TruncatedTables truncated = new TruncatedTables(run, plan, readers);
            return new PurgeTransaction(run, plan, keys, new Redefinitions(once, indexes, truncated), archive, options);
        }

        private PurgeTransaction begun() {
            return transaction.orElseThrow(
                    () -> new RunAborted(Outcome.RolledBack.because("run.not-executed", "–"))); // no change was run
        }

        /** Adds the note to the ledger row that Liquibase is about to write, after the last delete. */
        @Override
        public void ran(Change change, ChangeSet changeSet, DatabaseChangeLog log, Database database) {
            if (change instanceof DeleteDataChange) {
                UncheckedSqlException.wrap(() -> {
                    if (begun().deleted(rowsAffected.get())) {
                        changeSet.setComments(begun().note().text());
                    }
                });
            }
        }

        @Override
        public void ran(ChangeSet changeSet, DatabaseChangeLog log, Database database, ChangeSet.ExecType execType) {
            UncheckedSqlException.wrap(() -> begun().proveAndPrepareCommit(execType));
        }
    }
}
