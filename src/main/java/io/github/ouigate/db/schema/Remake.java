package io.github.ouigate.db.schema;

/** Whether a foreign key can be dropped and added again without a lasting difference. */
public enum Remake {
    /** It can be dropped and added. */
    POSSIBLE,
    /**
     * It has a referential action, is deferrable, references its own table or a partitioned one, or is inherited, NOT
     * VALID or disabled; or one of its tables has policies or deferrable triggers.
     */
    NOT_PLAIN,
    /** Event triggers would fire. */
    EVENT_TRIGGERS,
    /** The connected role does not own the referencing table, or lacks REFERENCES on the other. */
    NOT_OWNER
}
