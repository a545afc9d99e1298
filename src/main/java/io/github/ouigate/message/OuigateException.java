package io.github.ouigate.message;

import org.jspecify.annotations.Nullable;

/**
 * The base class of unexpected failures that end a command before anything was changed. Expected endings (declined,
 * refused, rolled back, unknown) are values instead.
 */
public class OuigateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Message problem;

    public OuigateException(Message problem) {
        this(problem, null);
    }

    /** Creates an exception that shows {@code problem}; {@code cause} is shown with {@code --verbose} only. */
    public OuigateException(Message problem, @Nullable Throwable cause) {
        super(problem.key() + problem.arguments(), cause);
        this.problem = problem;
    }

    /** Returns the message for the operator. */
    public Message problem() {
        return problem;
    }
}
