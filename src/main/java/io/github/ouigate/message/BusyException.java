package io.github.ouigate.message;

/** A lock or another session blocks the command. Nothing was changed, and the same command can be run again. */
public final class BusyException extends OuigateException {
    private static final long serialVersionUID = 1L;

    public BusyException(Message problem, Throwable cause) {
        super(problem, cause);
    }
}
