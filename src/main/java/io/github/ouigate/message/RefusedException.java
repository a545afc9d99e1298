package io.github.ouigate.message;

/** Something that is as it is stands in the way: the operator has to look before calling again. */
public final class RefusedException extends OuigateException {
    private static final long serialVersionUID = 1L;

    public RefusedException(Message problem) {
        super(problem);
    }

    public RefusedException(Message problem, Throwable cause) {
        super(problem, cause);
    }
}
