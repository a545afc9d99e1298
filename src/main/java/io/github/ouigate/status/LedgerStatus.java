package io.github.ouigate.status;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.Right;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.Sessions;
import io.github.ouigate.ledger.Conflict;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LockHolder;
import io.github.ouigate.ledger.RecordedRun;
import io.github.ouigate.ledger.TagRecord;
import io.github.ouigate.message.Message;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of a job according to the ledger, its lock and the server's sessions.
 *
 * @param ledger the ledger's table, if it exists
 * @param record the tag's records in the readable ledgers
 * @param restored the tag's last run that was restored, in the job's ledger
 * @param unread Liquibase's tables that could not be read
 * @param runs the connected runs; empty if the server does not show them
 */
public record LedgerStatus(
        DatabaseIdentity database,
        Optional<TableName> ledger,
        TagRecord record,
        Optional<RecordedRun> restored,
        Optional<Lock> lock,
        List<Unread> unread,
        Optional<List<Run>> runs) {
    public LedgerStatus {
        unread = List.copyOf(unread);
        runs = runs.map(List::copyOf);
    }

    /** A held lock. */
    public record Lock(LockHolder holder, State state) {}

    /** The state of a lock's holder. */
    public enum State {
        /** A run of ouigate with a session on the server. */
        RUNNING,
        /** A run of ouigate without a session. The next run takes the lock over. */
        DEAD,
        /** Not a run of ouigate; its state is unknown. */
        FOREIGN
    }

    /**
     * A table that could not be read, with the reason and the remedy.
     *
     * @param locked whether the reason is another session's lock and not a missing privilege
     */
    public record Unread(TableName table, Message problem, Message remedy, boolean locked) {
        /** Returns whether locks of other sessions are the only reason for unread tables; the command can then be retried. */
        public static boolean areOnlyLocked(List<Unread> unread) {
            return !unread.isEmpty() && unread.stream().allMatch(Unread::locked);
        }

        /** Returns the missing privileges on a table. */
        static List<Unread> lacking(Privileges privileges, TableName table, String role) throws SQLException {
            List<Unread> unread = new ArrayList<>();
            for (Right right : privileges.lacking(table, List.of(Right.Privilege.SELECT))) {
                Object[] arguments = {right.privilege().name(), right.on(), TableName.quote(role)};
                unread.add(new Unread(
                        table,
                        Message.of("hazard.RIGHT_MISSING", arguments),
                        Message.of("hazard.RIGHT_MISSING.remedy", arguments),
                        false));
            }
            return unread;
        }
    }

    /** The state of the tag. */
    public enum TagState {
        /** The job was applied with this tag. */
        APPLIED,
        /** No ledger has the tag. */
        NOT_APPLIED,
        /** The ledger has the tag for another changeset. */
        TAKEN,
        /** Another ledger of the database records that the job was applied with this tag. */
        APPLIED_ELSEWHERE,
        /** The job was applied with this tag to other tables, or to only some of its tables. */
        APPLIED_TO_OTHER_TABLES,
        /** The job was applied with this tag to the same tables, with other conditions or in another order. */
        APPLIED_WITH_OTHER_CONDITIONS,
        /** The ledger could not be read. */
        UNKNOWN
    }

    /** Returns the state of the lock's holder. */
    public static State state(Sessions sessions, LockHolder holder) throws SQLException {
        if (holder.run().isEmpty()) {
            return State.FOREIGN;
        }
        return sessions.isConnected(holder.run().get().sessionName()) ? State.RUNNING : State.DEAD;
    }

    /** Returns the row of the run that applied the job. */
    public Optional<LedgerEntry> applied() {
        return record.applied();
    }

    public TagState tagState() {
        if (unread.stream().map(Unread::table).anyMatch(ledger.stream().toList()::contains)) {
            return TagState.UNKNOWN;
        }
        if (applied().isPresent()) {
            return TagState.APPLIED;
        }
        if (!record.elsewhere().isEmpty()) {
            return TagState.APPLIED_ELSEWHERE;
        }
        List<Conflict> conflicts = record.conflicts();
        if (!conflicts.isEmpty()) {
            return conflicts.get(0).sameTables()
                    ? TagState.APPLIED_WITH_OTHER_CONDITIONS
                    : TagState.APPLIED_TO_OTHER_TABLES;
        }
        return record.taken().isPresent() ? TagState.TAKEN : TagState.NOT_APPLIED;
    }

    /** Returns whether Liquibase's lock could be read. */
    public boolean isLockRead() {
        return unread.stream().map(Unread::table).allMatch(ledger.stream().toList()::contains);
    }

    /** Returns the recommended next steps. */
    public List<Message> next() {
        return new NextStep(this).messages();
    }
}
