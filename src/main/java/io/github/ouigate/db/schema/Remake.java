package io.github.ouigate.db.schema;

/** Whether a foreign key can be dropped and added again, so that nobody sees a difference. */
public enum Remake {
    /** It can. */
    POSSIBLE,
    /**
     * It acts on rows, can wait, references its own table or a partitioned one, is inherited, NOT VALID or disabled; or one of its tables has
     * policies, or triggers that can wait.
     */
    NOT_PLAIN,
    /** Event triggers would fire. */
    EVENT_TRIGGERS,
    /** The connected role does not own the table that references, or may not reference the other. */
    NOT_OWNER
}
