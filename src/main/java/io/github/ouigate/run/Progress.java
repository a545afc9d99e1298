package io.github.ouigate.run;

/** Is told where a run is, on the thread that runs it. */
@FunctionalInterface
public interface Progress {
    void reached(Step step);
}
