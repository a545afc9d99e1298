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
 * The tables that a run truncates before Liquibase deletes from them. To whoever has a snapshot of the rows that were there,
 * they are empty afterwards (PostgreSQL manual, 13.6): readers are shut out first, and snapshots waited for.
 */
final class TruncatedTables {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final RunContext run;
    private final Plan plan;
    private final ReaderLock readers;
    private final Set<TableName> family;
    private @Nullable TableFiles before;

    /** Checks that they can still be truncated: they are locked. None are if the plan does not truncate. */
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

    /** Returns the tables and all their partitions: readers are shut out of them. */
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

    /** Returns their names. */
    List<TableName> names() {
        return List.copyOf(family);
    }

    /**
     * Truncates them, once nobody can see their rows any more who had a snapshot before readers were shut out.
     *
     * @throws SQLException of the kind that reports a held lock, if readers stay
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
     * Waits for all that are held now; those that are taken later do not matter. Whoever waits for the lock has a snapshot to
     * parse its statement, and takes another to execute it: it matters only if it had one a moment before the lock. A part
     * of the time is left for the rest.
     *
     * @param earlier those that were held then; null if nobody knows
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

    /** Proves that they have new files, and that nothing else has, nor another definition. */
    void check() throws SQLException {
        if (before != null && !truncation().files(family).isTruncationOf(before)) {
            throw new RunAborted(Outcome.RolledBack.because("run.other-files"));
        }
    }

    /** Returns what truncates: plans do that only where the product can do it in a transaction. */
    private Truncation truncation() {
        return run.dialect().truncation(run.jdbc()).orElseThrow();
    }
}
