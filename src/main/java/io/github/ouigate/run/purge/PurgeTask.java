package io.github.ouigate.run.purge;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.TableName;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.RunTask;
import io.github.ouigate.run.liquibase.LiquibaseUpdater;
import io.github.ouigate.run.lock.LiquibaseLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.visitor.UpdateVisitor;
import liquibase.database.Database;

/** Executes a plan: has Liquibase visit its one changeset, watched by a {@link PurgeListener}. */
public final class PurgeTask implements RunTask {
    private final RunContext run;
    private final Plan plan;
    private final Supplier<PurgeListener> listeners;
    private final AtomicInteger rowsAffected;
    private final TemporaryIndexes indexes;
    private PurgeListener listener;

    public PurgeTask(RunContext run, Plan plan, LiquibaseLock liquibaseLock, Optional<ArchiveRequest> archive) {
        this.run = run;
        this.plan = plan;
        this.rowsAffected = new AtomicInteger();
        this.indexes = new TemporaryIndexes(run, plan.indexes());
        this.listeners = () -> new PurgeListener(
                run,
                plan,
                liquibaseLock,
                indexes,
                archive.map(request -> new PurgeArchive(run, plan, request)),
                rowsAffected);
        this.listener = listeners.get();
    }

    @Override
    public DatabaseIdentity target() {
        return plan.target();
    }

    @Override
    public List<TableName> tables() {
        return plan.tables();
    }

    @Override
    public Set<TableName> alone() {
        return indexes.alone();
    }

    @Override
    public Outcome perform(Database database) throws Exception {
        List<LedgerEntry> entries = entries(run.jdbc());
        if (!entries.isEmpty()) {
            return LedgerEntry.of(plan.job().changeSet(), entries)
                    .<Outcome>map(Outcome.AlreadyApplied::new)
                    .orElseGet(() -> Outcome.Refused.because(
                            "hazard.TAG_TAKEN", plan.job().tag(), entries.get(0).changeSet()));
        }
        listener = listeners.get();
        return LiquibaseUpdater.inScope(database, rowsAffected, () -> {
            ChangeSet changeSet = LiquibaseUpdater.changeSet(plan.job());
            new UpdateVisitor(database, listener).visit(changeSet, changeSet.getChangeLog(), database, Set.of());
            return committed();
        });
    }

    private List<LedgerEntry> entries(Connection connection) throws SQLException {
        return run.ledger().entries(connection, plan.job().tag(), plan.job().changeSet());
    }

    @Override
    public Optional<TransactionMark> mark() {
        return listener.mark();
    }

    @Override
    public Outcome committed() {
        return listener.committed();
    }

    @Override
    public void undone() {
        listener.undone();
    }

    /**
     * Looks for this very run: a server that has crashed gives a transaction's number to another one if nothing of the
     * first had reached the disk, and that one may have committed.
     */
    @Override
    public Optional<Boolean> isRecorded(Connection connection) throws SQLException {
        boolean found = entries(connection).stream()
                .flatMap(entry -> entry.note().stream())
                .anyMatch(note -> note.runId().equals(run.runId()));
        return Optional.of(found);
    }
}
