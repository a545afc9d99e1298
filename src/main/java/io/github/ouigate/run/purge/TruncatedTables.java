package io.github.ouigate.run.purge;

import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.HeldSnapshot;
import io.github.ouigate.db.truncate.TableFiles;
import io.github.ouigate.db.truncate.Truncation;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.check.TruncateCheck;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables that a run truncates before Liquibase deletes from them. A transaction with an older snapshot would see
 * them empty afterwards (PostgreSQL manual, 13.6). Therefore readers are locked out first, and older snapshots are
 * waited for.
 */
final class TruncatedTables {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final RunContext run;
    private final Plan plan;
    private final ReaderLock readers;
    private final Set<TableName> family;
    private @Nullable TableFiles before;

    /** Checks that the tables can still be truncated. They must be locked. Empty if the plan does not truncate. */
    TruncatedTables(RunContext run, Plan plan, ReaderLock readers) throws SQLException {
        this.run = run;
        this.plan = plan;
        this.readers = readers;
        this.family = family(run, plan);
        if (!family.isEmpty()) {
            List<Hazard> hazards = Hazard.of(Hazard.Severity.BLOCK, TruncateCheck.effects(truncation(), plan.tables()));
            if (!hazards.isEmpty()) {
                throw new RunAborted(new Outcome.Refused(hazards.get(0).message()));
            }
        }
    }

    /** Returns the tables and all their partitions, which are locked against readers. */
    static Set<TableName> family(RunContext run, Plan plan) throws SQLException {
        Set<TableName> family = new TreeSet<>();
        if (plan.truncate()) {
            family.addAll(plan.tables());
            run.dialect().tables(run.jdbc()).children(plan.tables()).stream()
                    .map(ChildTable::name)
                    .forEach(family::add);
        }
        return family;
    }

    /** Returns the names of the tables. */
    List<TableName> names() {
        return List.copyOf(family);
    }

    /**
     * Truncates the tables after all snapshots from before the lock have ended.
     *
     * @throws SQLException lock_not_available, if readers stay
     */
    void truncate() throws SQLException {
        if (family.isEmpty()) {
            return;
        }
        before = truncation().files(family);
        AtomicReference<@Nullable Set<String>> earlier = new AtomicReference<>();
        readers.take(() -> {
            earlier.set(ids(held()));
            return true;
        });
        awaitSnapshots(earlier.get());
        run.timeLimit().apply(run);
        truncation().truncate(plan.tables());
        run.reached(Step.TRUNCATED);
    }

    /**
     * Waits for all snapshots that are held now. A session that waits for the lock has a snapshot for parsing its
     * statement and takes another one to execute it; such a session matters only if it held the snapshot shortly before
     * the lock. Part of the time is reserved for the rest.
     *
     * @param earlier the IDs of the snapshots shortly before the lock; null if unknown
     */
    private void awaitSnapshots(@Nullable Set<String> earlier) throws SQLException {
        Deadline deadline =
                Deadline.in(run.settings().maxReaderWait().multipliedBy(3).dividedBy(4));
        List<HeldSnapshot> awaited = held().stream()
                .filter(snapshot -> !snapshot.waits() || earlier == null || earlier.contains(snapshot.id()))
                .toList();
        while (!awaited.isEmpty()) {
            if (deadline.isOver() || run.timeLimit().isOver()) {
                throw new RunAborted(Outcome.Busy.because(
                        "run.snapshots-held",
                        awaited.stream().map(TruncatedTables::holder).toList()));
            }
            run.interruption().pause(BETWEEN_LOOKS);
            run.stopIfInterrupted();
            Set<String> still = ids(held());
            awaited = awaited.stream()
                    .filter(snapshot -> still.contains(snapshot.id()))
                    .toList();
        }
    }

    private List<HeldSnapshot> held() throws SQLException {
        return run.dialect().sessions(run.jdbc()).heldSnapshots();
    }

    private static Set<String> ids(List<HeldSnapshot> snapshots) {
        return snapshots.stream().map(HeldSnapshot::id).collect(Collectors.toSet());
    }

    private static Object holder(HeldSnapshot snapshot) {
        return Optional.<Object>ofNullable(snapshot.session()).orElse(Message.of("session.slot", snapshot.slot()));
    }

    /** Proves that the tables have new files, and that no other relation has a new file or definition. */
    void check() throws SQLException {
        if (before != null && !truncation().files(family).isTruncationOf(before)) {
            throw new RunAborted(Outcome.RolledBack.because("run.other-files"));
        }
    }

    /** Returns the truncation; a plan truncates only if the product supports it. */
    private Truncation truncation() {
        return run.dialect().truncation(run.jdbc()).orElseThrow();
    }
}
