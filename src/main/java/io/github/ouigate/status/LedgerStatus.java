package io.github.ouigate.status;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.Right;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.Sessions;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LockHolder;
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
 * @param record what the ledgers that could be read have of the tag
 * @param unread those of Liquibase's tables that could not be read
 * @param runs the runs that are connected; empty if the server does not show them
 */
public record LedgerStatus(
        DatabaseIdentity database,
        Optional<TableName> ledger,
        TagRecord record,
        Optional<Lock> lock,
        List<Unread> unread,
        Optional<List<Run>> runs) {
    public LedgerStatus {
        unread = List.copyOf(unread);
        runs = runs.map(List::copyOf);
    }

    /** A lock that is held. */
    public record Lock(LockHolder holder, State state) {}

    /** What is known of a lock's holder. */
    public enum State {
        /** A run of ouigate that still has a session on the server. */
        RUNNING,
        /** A run of ouigate whose session is gone: the next run takes the lock over. */
        DEAD,
        /** Not one of ouigate's runs; only its owner knows whether it is alive. */
        FOREIGN
    }

    /**
     * A table that could not be read: why, and what to do about it.
     *
     * @param locked whether another session has locked it, and the role may read it
     */
    public record Unread(TableName table, Message problem, Message remedy, boolean locked) {
        /** Returns whether all that could not be read is locked by other sessions: it may be tried again. */
        public static boolean areOnlyLocked(List<Unread> unread) {
            return !unread.isEmpty() && unread.stream().allMatch(Unread::locked);
        }

        /** Returns the rights that a role lacks to read a table. */
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
        /** The job was applied under it. */
        APPLIED,
        /** It is not in any ledger. */
        NOT_APPLIED,
        /** The ledger has it for another changeset. */
        TAKEN,
        /** According to another ledger of the database, the job was applied under it. */
        APPLIED_ELSEWHERE,
        /** The job was applied under it to other tables, or to some of its tables. */
        APPLIED_TO_OTHER_TABLES,
        /** The ledger could not be read. */
        UNKNOWN
    }

    /** Returns whether the holder of the lock is alive. */
    public static State state(Sessions sessions, LockHolder holder) throws SQLException {
        if (holder.run().isEmpty()) {
            return State.FOREIGN;
        }
        return sessions.isConnected(holder.run().get().sessionName()) ? State.RUNNING : State.DEAD;
    }

    /** Returns the row of the run that has applied the job. */
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
        if (!record.conflicting().isEmpty()) {
            return TagState.APPLIED_TO_OTHER_TABLES;
        }
        return record.taken().isPresent() ? TagState.TAKEN : TagState.NOT_APPLIED;
    }

    /** Returns whether Liquibase's lock could be read. */
    public boolean isLockRead() {
        return unread.stream().map(Unread::table).allMatch(ledger.stream().toList()::contains);
    }

    /** Returns what to do next. */
    public List<Message> next() {
        return new NextStep(this).messages();
    }
}
