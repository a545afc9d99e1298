package io.github.ouigate.run;

/** The points that a run passes, in their order. */
public enum Step {
    /** The session is prepared; no lock is held. */
    STARTING,
    /** This is the only runner, and it holds Liquibase's lock; the tables are free. */
    LOCKING,
    /** Writers are shut out of the tables. */
    LOCKED,
    /** One delete is done; passed once a table. */
    DELETED,
    /** The ledger has its row; all of it is still uncommitted. */
    RECORDED,
    /** The commit is about to be sent. */
    COMMITTING,
    /** The server has confirmed the commit. */
    COMMITTED
}
