package io.github.ouigate.run.progress;

/** The steps of a run in order. Those from {@link #LOCKING} on are repeated in each attempt. */
public enum Step {
    /** The session is prepared. No lock is held. */
    STARTING,
    /** The run excludes other runs and holds Liquibase's lock. The tables will be locked next. */
    LOCKING,
    /** Writers are locked out of the tables. */
    LOCKED,
    /** The tables match the plan, and their rows are counted. */
    COUNTED,
    /** The archive is on the disk and is being read back; only with an archive. */
    ARCHIVED,
    /** The temporary indexes exist; only if the plan has any. */
    INDEXED,
    /** The tables are truncated, before the deletes; only if the plan truncates. */
    TRUNCATED,
    /** A delete is done; once for each table. */
    DELETED,
    /** The rows of a table are restored; once for each table. */
    RESTORED,
    /** The foreign keys are checked for all rows, and dropped keys are added again; only with such keys. */
    CHECKED,
    /** The ledger's row is written or removed, uncommitted. */
    RECORDED,
    /** It is proven that nothing else was written. */
    PROVEN,
    /** The commit will be sent next. */
    COMMITTING,
    /** The server has confirmed the commit. */
    COMMITTED,
    /** Everything is rolled back. */
    UNDONE
}
