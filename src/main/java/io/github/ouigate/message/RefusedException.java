package io.github.ouigate.message;

/** The command is refused. The operator has to examine the cause before running it again. */
public final class RefusedException extends OuigateException {
    private static final long serialVersionUID = 1L;

    public RefusedException(Message problem) {
        super(problem);
    }

    public RefusedException(Message problem, Throwable cause) {
        super(problem, cause);
    }
}
