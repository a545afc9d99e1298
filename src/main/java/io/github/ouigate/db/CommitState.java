package io.github.ouigate.db;

/** What the server says of a transaction whose commit got no answer. */
public enum CommitState {
    COMMITTED,
    ROLLED_BACK,
    /** Not settled yet, or the server does not know it any more. */
    UNSETTLED
}
