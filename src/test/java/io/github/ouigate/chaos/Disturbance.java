package io.github.ouigate.chaos;

/** The kinds of fault. */
enum Disturbance {
    /** The process is killed with {@code kill -9}. */
    KILL,
    /** The connection is cut. */
    CUT,
    /** The server is stopped immediately, as in a power cut, and restarted. */
    STOP
}
