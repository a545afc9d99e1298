package io.github.ouigate.run.progress;

/** The points that a run passes, in their order; from {@link #LOCKING} on once an attempt. */
public enum Step {
    /** The session is prepared; no lock is held. */
    STARTING,
    /** This is the only runner, and it holds Liquibase's lock; the tables are about to be locked. */
    LOCKING,
    /** Writers are shut out of the tables. */
    LOCKED,
    /** The tables are what was planned, and their rows are counted. */
    COUNTED,
    /** What is about to be deleted is on the disk, and is being read again; passed where there is an archive. */
    ARCHIVED,
    /** The indexes are there that the deletes need; passed where the run makes some. */
    INDEXED,
    /** The tables are truncated; passed where the run truncates, before its deletes find nothing. */
    TRUNCATED,
    /** One delete is done; passed once a table. */
    DELETED,
    /** The rows of one table are back; passed once a table. */
    RESTORED,
    /** The foreign keys are checked for all rows, and those that were dropped are there again; passed where a run does so. */
    CHECKED,
    /** The ledger has its row, or has it no more; all of it is still uncommitted. */
    RECORDED,
    /** Nothing else has been written. */
    PROVEN,
    /** The commit is about to be sent. */
    COMMITTING,
    /** The server has confirmed the commit. */
    COMMITTED,
    /** Everything is rolled back. */
    UNDONE
}
