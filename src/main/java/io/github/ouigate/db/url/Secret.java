package io.github.ouigate.db.url;

/** A password: it can be used, but it never prints. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** Returns the password itself, for the driver alone. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
