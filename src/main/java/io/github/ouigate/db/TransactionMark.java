package io.github.ouigate.db;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers by which a transaction can be found later.
 *
 * @param xid the transaction's identifier, with epoch
 * @param lsn the write-ahead log position just before its commit; null if the role lacks the privilege to read it
 * @param snapshot the transaction's snapshot; rows visible in it existed before the commit
 * @param lockRequestedAt the server's time when the transaction requested its table locks; writers that came later
 *     waited for its end
 */
public record TransactionMark(String xid, @Nullable String lsn, String snapshot, Instant lockRequestedAt) {
    private static final long WITHOUT_EPOCH = 0xFFFF_FFFFL;

    /** Returns the identifier and the log position, for people. */
    public String position() {
        return lsn == null ? xid : xid + ", " + lsn;
    }

    /** Returns the identifier in the form of {@code recovery_target_xid}, without the epoch. */
    public String recoveryTarget() {
        return Long.toString(Long.parseUnsignedLong(xid) & WITHOUT_EPOCH);
    }
}
