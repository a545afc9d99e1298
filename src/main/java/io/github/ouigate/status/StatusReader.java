package io.github.ouigate.status;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.ReadOnly;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.db.session.RunSession;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerNote;
import io.github.ouigate.ledger.LockHolder;
import io.github.ouigate.ledger.RecordedRun;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.ledger.TagReader;
import io.github.ouigate.ledger.TagRecord;
import io.github.ouigate.message.Message;
import io.github.ouigate.status.LedgerStatus.Lock;
import io.github.ouigate.status.LedgerStatus.State;
import io.github.ouigate.status.LedgerStatus.Unread;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the state of a tag and the connected runs. Writes nothing and does not wait for locks. */
public record StatusReader(Connection connection, Dialect dialect, Ledger ledger) {
    /** Reads the status of a job's tag. */
    public LedgerStatus read(Job job) throws SQLException {
        // The sessions come first: otherwise, a run that holds the lock and ends meanwhile would appear dead.
        Optional<List<RunSession>> runs = ReadOnly.in(
                connection, dialect, () -> dialect.sessions(connection).runSessions(RunId.SESSION_PREFIX));
        return ReadOnly.in(connection, dialect, () -> read(job, runs));
    }

    private LedgerStatus read(Job job, Optional<List<RunSession>> runs) throws SQLException {
        DatabaseIdentity identity = dialect.serverInfo(connection).identity();
        Optional<TableName> table = ledger.table(connection);
        Optional<TableName> lockTable = ledger.lockTable(connection);
        List<TableName> own =
                Stream.of(table, lockTable).flatMap(Optional::stream).toList();
        List<Unread> unread = unread(own, identity.user());
        List<TableName> unreadable = unread.stream().map(Unread::table).toList();

        List<TableName> ledgers = ledger.everywhere(connection);
        ledgers.removeAll(unreadable);
        ledgers.removeAll(lockedAgainstReaders(ledgers).keySet());
        TagRecord record = new TagReader(connection, dialect, ledger).read(job, ledgers);
        Optional<RecordedRun> restored = restored(table.filter(ledgers::contains), job.tag());
        Optional<LockHolder> holder =
                lockTable.filter(unreadable::contains).isPresent() ? Optional.empty() : ledger.lockHolder(connection);
        Optional<Lock> lock = holder.isEmpty()
                ? Optional.empty()
                : Optional.of(new Lock(holder.get(), state(holder.get(), runs.orElse(List.of()))));
        return new LedgerStatus(
                identity, table, record, restored, lock, unread, runs.map(all -> runs(all, holder, record.applied())));
    }

    /** Returns the last run of a tag that was restored; empty if there is none, or no readable ledger. */
    private Optional<RecordedRun> restored(Optional<TableName> table, String tag) throws SQLException {
        if (table.isEmpty()) {
            return Optional.empty();
        }
        return Ledger.runs(connection, table.get()).stream()
                .filter(run -> run.restore().isPresent() && run.tag().equals(tag))
                .reduce((earlier, later) -> later);
    }

    /** Returns the tables that the role lacks privileges on, or that another session has locked against readers. */
    private List<Unread> unread(List<TableName> tables, String role) throws SQLException {
        List<Unread> unread = new ArrayList<>();
        for (TableName table : tables) {
            unread.addAll(Unread.lacking(dialect.privileges(connection), table, role));
        }
        List<TableName> lacking = unread.stream().map(Unread::table).toList();
        lockedAgainstReaders(tables.stream()
                        .filter(table -> !lacking.contains(table))
                        .toList())
                .forEach((table, session) -> unread.add(lockedAgainstReaders(table, session)));
        return unread;
    }

    private static Unread lockedAgainstReaders(TableName table, OtherSession session) {
        Message remedy = NextStep.endOf(session);
        return new Unread(table, Message.of("status.shut-out", table, remedy), remedy, true);
    }

    /** Returns the tables that are locked against readers, and the sessions that hold the locks. */
    private Map<TableName, OtherSession> lockedAgainstReaders(List<TableName> tables) throws SQLException {
        Map<TableName, OtherSession> shutOut = new LinkedHashMap<>();
        for (OtherSession session : tables.isEmpty()
                ? List.<OtherSession>of()
                : dialect.sessions(connection).lockers(tables)) {
            if (session.lock() != null && session.lock().shutsReadersOut()) {
                shutOut.putIfAbsent(session.lock().table(), session);
            }
        }
        return shutOut;
    }

    private State state(LockHolder holder, List<RunSession> runs) throws SQLException {
        boolean wasThere = holder.run().isPresent()
                && runs.stream().map(session -> RunId.startOf(session.name())).anyMatch(holder.run()::equals);
        return wasThere ? State.RUNNING : LedgerStatus.state(dialect.sessions(connection), holder);
    }

    private static List<Run> runs(
            List<RunSession> sessions, Optional<LockHolder> holder, Optional<LedgerEntry> applied) {
        List<Run> runs = new ArrayList<>();
        for (RunSession session : sessions) {
            RunId.startOf(session.name()).ifPresent(run -> {
                Optional<String> operator = holder.filter(
                                by -> by.run().filter(run::equals).isPresent())
                        .flatMap(LockHolder::operator)
                        .or(() -> applied.flatMap(LedgerEntry::note)
                                .filter(note -> note.runId().equals(run))
                                .map(LedgerNote::operator));
                runs.add(new Run(run, operator, session));
            });
        }
        return runs;
    }
}
