package io.github.ouigate.db.error;

import java.util.Objects;
import java.util.stream.Stream;

/** Finds the causes of wrapped exceptions. */
public final class Throwables {
    private Throwables() {}

    /** Returns a failure and its causes, outermost first. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /**
     * Returns the innermost message that is not null: the root of a broken connection is an EOFException without one.
     */
    public static String rootMessage(Throwable failure) {
        return ServerError.text(failure);
    }
}
