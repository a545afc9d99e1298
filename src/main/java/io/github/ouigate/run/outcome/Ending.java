package io.github.ouigate.run.outcome;

/** The ways in which a purge or a restore ends. */
public enum Ending {
    /** The commit will be sent next; only the ledger shows whether it was made. */
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
    /** Another session blocks the run. The same command can be run again. */
    BUSY
}
