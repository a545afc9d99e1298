package io.github.ouigate.message;

/** Somebody else is in the way, and nothing was changed: the same command may be tried again. */
public final class BusyException extends OuigateException {
    private static final long serialVersionUID = 1L;

    public BusyException(Message problem, Throwable cause) {
        super(problem, cause);
    }
}
