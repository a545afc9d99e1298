package io.github.ouigate.job;

import java.util.List;

/** What reading a changelog comes to. */
public sealed interface JobReading {
    /** The file asks for nothing but gated deletes and a tag. */
    record Safe(Job job) implements JobReading {}

    /** The file must not be run; {@code faults} are all the reasons, in the order of their lines. */
    record Unsafe(String changelog, List<Fault> faults) implements JobReading {
        public Unsafe {
            faults = List.copyOf(faults);
        }
    }
}
