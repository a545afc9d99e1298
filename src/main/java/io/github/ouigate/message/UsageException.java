package io.github.ouigate.message;

/** The command line, or a file named by it, is invalid. The operator has to correct it. */
public final class UsageException extends OuigateException {
    private static final long serialVersionUID = 1L;

    public UsageException(Message problem) {
        super(problem);
    }

    public UsageException(Message problem, Throwable cause) {
        super(problem, cause);
    }
}
