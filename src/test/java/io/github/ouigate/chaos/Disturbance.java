package io.github.ouigate.chaos;

/** What is done to a run. */
enum Disturbance {
    /** Its process is killed with {@code kill -9}. */
    KILL,
    /** Its connection is cut. */
    CUT,
    /** Its server ends at once, as in a power cut, and is started again. */
    STOP
}
