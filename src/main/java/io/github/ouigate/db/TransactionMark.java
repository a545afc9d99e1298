package io.github.ouigate.db;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers by which a transaction can be found later.
 *
 * @param xid the transaction's identifier, with epoch
 * @param lsn the position in the write-ahead log just before its commit; null where the role may not ask for it
 * @param snapshot what the transaction saw: every row that is visible in it was there before the commit
 * @param lockRequestedAt when it asked for the locks on its tables, by the server's clock: who came to write after that
 *     waited for its end
 */
public record TransactionMark(String xid, @Nullable String lsn, String snapshot, Instant lockRequestedAt) {
    private static final long WITHOUT_EPOCH = 0xFFFF_FFFFL;

    /** Returns the identifier and the position, for people. */
    public String position() {
        return lsn == null ? xid : xid + ", " + lsn;
    }

    /** Returns the identifier as {@code recovery_target_xid} takes it: the server's settings know no epoch. */
    public String recoveryTarget() {
        return Long.toString(Long.parseUnsignedLong(xid) & WITHOUT_EPOCH);
    }
}
