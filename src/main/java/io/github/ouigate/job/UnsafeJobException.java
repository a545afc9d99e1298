package io.github.ouigate.job;

import java.util.List;

/** A changelog must not be run: it asks for more than gated deletes and a tag, or does not ask for that much. */
public final class UnsafeJobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String changelog;
    private final transient List<Fault> faults;

    /** Creates the refusal; {@code faults} are all the reasons, in the order of their lines. */
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
