package io.github.ouigate.job;

import java.util.List;

/** What reading a changelog comes to. */
public sealed interface LintResult {
    /** The file asks for nothing but gated deletes and a tag. */
    record Safe(Job job) implements LintResult {}

    /** The file must not be run; {@code faults} are all the reasons, in the order of their lines. */
    record Unsafe(String changelog, List<Fault> faults) implements LintResult {
        public Unsafe {
            faults = List.copyOf(faults);
        }
    }
}
