package io.github.ouigate.planner;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.archive.ChangedRows;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.Right;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.error.ServerError;
import io.github.ouigate.db.schema.Misfit;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Hazard.Severity;
import io.github.ouigate.plan.SkippedRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of an archive with the tables that they are restored to.
 *
 * @param allowed the rows that may remain in the archive
 */
public record RestoreCheck(Dialect dialect, Archive archive, ArchiveReader reader, SkippedRows.Allowed allowed) {
    /**
     * The SQLSTATE classes of data exceptions and constraint violations, including those of domains (manual, appendix
     * A).
     */
    private static final Set<String> UNLOADABLE = Set.of("22", "23");

    /** The SQLSTATE classes of privileges and names, insufficient resources, and errors raised by event triggers. */
    private static final Set<String> UNCHECKED = Set.of("42", "53", "P0");

    /**
     * The result of the comparison.
     *
     * @param skipped the rows that remain in the archive
     */
    public record Findings(List<Hazard> hazards, SkippedRows skipped) {}

    /** Compares in the current transaction, which has to be rolled back. */
    public Findings check(Connection connection, Runnable keepAlive) throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        if (allowed.any()) {
            for (String trigger : dialect.deleteEffects(connection).eventTriggers(List.of("CREATE TABLE"))) {
                hazards.add(Hazard.block(Code.ARCHIVE_UNCHECKED, null, Message.of("restore.event-trigger", trigger)));
            }
        }
        RowCopy copy = RowCopy.of(dialect, connection);
        StagedArchive staged;
        List<Misfit> misfits;
        try {
            staged = StagedArchive.read(archive, reader, copy, allowed.orphans(), true, keepAlive);
            misfits = staged.rows().misfits();
        } catch (SQLException e) {
            hazards.add(unreadable(e));
            return new Findings(hazards, SkippedRows.NONE);
        }
        hazards.addAll(left(staged.found()));
        hazards.addAll(changedOrphans(staged));
        misfits.forEach(misfit -> hazards.add(MisfitHazard.of(misfit)));
        hazards.addAll(sequences(
                copy, staged, dialect.serverInfo(connection).identity().user()));
        return new Findings(hazards, allowed.any() ? staged.found() : SkippedRows.NONE);
    }

    /** Returns the hazard of rows that the server rejects, or of tables that it does not create. */
    private Hazard unreadable(SQLException failure) throws SQLException {
        String state = String.valueOf(failure.getSQLState());
        if (UNLOADABLE.stream().anyMatch(state::startsWith)) {
            return Hazard.block(Code.ARCHIVE_UNLOADABLE, null, ServerError.text(failure));
        }
        if (UNCHECKED.stream().anyMatch(state::startsWith)) {
            Severity severity = allowed.any() ? Severity.BLOCK : Severity.WARN;
            return Hazard.of(Code.ARCHIVE_UNCHECKED, severity, null, ServerError.text(failure));
        }
        throw failure;
    }

    private List<Hazard> left(SkippedRows found) {
        List<Hazard> hazards = new ArrayList<>();
        for (ArchivedTable table : archive.tables()) {
            Long present = found.present().get(table.table());
            if (present != null) {
                Severity severity = allowed.present() ? Severity.WARN : Severity.BLOCK;
                hazards.add(
                        Hazard.of(Code.ARCHIVE_PRESENT, severity, table.table(), table.table(), present, table.rows()));
            }
            Long orphans = found.orphans().get(table.table());
            if (orphans != null) {
                hazards.add(Hazard.warn(Code.ARCHIVE_ORPHANS_STAY, table.table(), table.table(), orphans));
            }
        }
        return hazards;
    }

    /**
     * Returns hazards for changed rows that are not set back because they would reference rows that remain in the
     * archive.
     */
    private List<Hazard> changedOrphans(StagedArchive staged) throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        for (ChangedRows changed : staged.found().orphans().isEmpty() ? List.<ChangedRows>of() : archive.changed()) {
            AtomicLong rows = new AtomicLong();
            reader.read(
                    changed.rows(),
                    (List<List<byte @Nullable []>> batch) ->
                            rows.addAndGet(staged.rows().orphans(changed.change(), batch)));
            if (rows.get() > 0) {
                TableName table = changed.rows().table();
                hazards.add(Hazard.warn(Code.ARCHIVE_ORPHANS_CHANGED, table, table, rows.get(), changed.foreignKey()));
            }
        }
        return hazards;
    }

    private static List<Hazard> sequences(RowCopy copy, StagedArchive staged, String role) throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        for (var place : staged.places().entrySet()) {
            for (Right right : copy.lackingToAdvance(place.getKey(), place.getValue())) {
                hazards.add(Hazard.block(
                        Code.ARCHIVE_SEQUENCE,
                        place.getKey(),
                        place.getKey(),
                        right.privilege().name(),
                        right.on(),
                        TableName.quote(role)));
            }
        }
        return hazards;
    }
}
