package io.github.ouigate.job;

import java.util.List;
import java.util.Optional;

/** The result of reading and checking a changelog. */
public sealed interface LintResult {
    /** Returns the job; empty if the file must not be run. */
    Optional<Job> accepted();

    /** The file asks for nothing but gated deletes and a tag. */
    record Safe(Job job) implements LintResult {
        @Override
        public Optional<Job> accepted() {
            return Optional.of(job);
        }
    }

    /** The file must not be run; {@code faults} are all the reasons, in the order of their lines. */
    record Unsafe(String changelog, List<Fault> faults) implements LintResult {
        public Unsafe {
            faults = List.copyOf(faults);
        }

        @Override
        public Optional<Job> accepted() {
            return Optional.empty();
        }
    }
}
