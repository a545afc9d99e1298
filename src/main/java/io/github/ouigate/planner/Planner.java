package io.github.ouigate.planner;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.ReadOnly;
import io.github.ouigate.db.Right;
import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.check.ArchiveRoom;
import io.github.ouigate.plan.check.ArchiveSpaceCheck;
import io.github.ouigate.plan.check.TableCheck;
import io.github.ouigate.plan.check.WayBackCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans a job on a database, in one read-only transaction.
 *
 * @param longTransaction the age of another session's transaction above which the plan warns
 * @param archive the room for the archive; empty if none will be written
 */
public record Planner(Dialect dialect, Ledger ledger, Duration longTransaction, Optional<ArchiveRoom> archive) {
    private static final Duration LONG_TRANSACTION = Duration.ofMinutes(5);

    public Planner(Dialect dialect, Ledger ledger) {
        this(dialect, ledger, Optional.empty());
    }

    public Planner(Dialect dialect, Ledger ledger, Optional<ArchiveRoom> archive) {
        this(dialect, ledger, LONG_TRANSACTION, archive);
    }

    /**
     * Makes the plan of {@code job}.
     *
     * @param connection in auto-commit mode; it is in auto-commit mode again afterwards
     * @param byMonth whether to count the rows by the month of their creation
     */
    public Plan plan(Connection connection, Job job, Guards guards, boolean byMonth) throws SQLException {
        return ReadOnly.in(connection, dialect, () -> {
            Plan unarchived = new Inspection(connection, dialect, ledger, job, guards, longTransaction).plan(byMonth);
            Plan plan = archive.isPresent() ? archived(connection, unarchived, archive.get()) : unarchived;
            return plan.applied().isPresent()
                    ? plan
                    : plan.withHazards(ArchiveSpaceCheck.check(dialect.rowStatistics(connection), plan, archive));
        });
    }

    /** An archive reads the inheriting tables by their own names. A delete needs no right on them. */
    private Plan archived(Connection connection, Plan unarchived, ArchiveRoom room) throws SQLException {
        List<Hazard> hazards = new ArrayList<>(WayBackCheck.withArchive(unarchived.hazards()));
        if (hazards.stream().anyMatch(hazard -> hazard.code() == Code.INHERITING_TABLES)) {
            Privileges privileges = dialect.privileges(connection);
            for (ChildTable child : dialect.tables(connection).children(unarchived.tables())) {
                if (child.kind() == ChildTable.Kind.INHERITING) {
                    List<Right> lacking = privileges.lacking(child.name(), List.of(Right.Privilege.SELECT));
                    hazards.addAll(TableCheck.rights(
                            child.name(), lacking, unarchived.database().user()));
                }
            }
        }
        return unarchived.archivedIn(room.directory(), hazards);
    }
}
