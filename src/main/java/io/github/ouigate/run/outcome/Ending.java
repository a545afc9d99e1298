package io.github.ouigate.run.outcome;

/** The ways in which a purge or a restore ends. */
public enum Ending {
    /** It is about to commit; whoever reads this later asks the ledger whether it did. */
    INTENDED,
    COMMITTED,
    RESTORED,
    REHEARSED,
    ALREADY_APPLIED,
    ROLLED_BACK,
    INTERRUPTED,
    UNKNOWN,
    DECLINED,
    REFUSED,
    /** Somebody else is in the way: the same command may be tried again. */
    BUSY
}
