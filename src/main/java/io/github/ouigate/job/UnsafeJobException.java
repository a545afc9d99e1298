package io.github.ouigate.job;

import java.util.List;

/** The lint has refused a changelog: it is not exactly gated deletes and a tag. */
public final class UnsafeJobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String changelog;
    private final transient List<Fault> faults;

    /** Creates the exception; {@code faults} are all faults in the order of their lines. */
    public UnsafeJobException(String changelog, List<Fault> faults) {
        super(changelog + ": " + faults);
        this.changelog = changelog;
        this.faults = List.copyOf(faults);
    }

    public String changelog() {
        return changelog;
    }

    public List<Fault> faults() {
        return faults;
    }
}
