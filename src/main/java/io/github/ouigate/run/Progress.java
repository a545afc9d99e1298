package io.github.ouigate.run;

/** Is told where a run is, on the thread that runs it. */
@FunctionalInterface
public interface Progress {
    void reached(Step step);

    /** Hears of an attempt that did not get its locks; nothing is held any more. */
    default void waited(LockWait wait) {}
}
