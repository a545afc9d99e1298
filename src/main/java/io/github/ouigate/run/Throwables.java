package io.github.ouigate.run;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What is behind an exception that Liquibase has wrapped, once or several times. */
public final class Throwables {
    private Throwables() {}

    /** Returns a failure and its causes, outermost first. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /** Returns the first of a kind. */
    static <T extends Throwable> Optional<T> first(Class<T> kind, Throwable failure) {
        return of(failure).filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Returns the innermost message that there is: a broken connection is caused by an EOFException without one. */
    public static String rootMessage(Throwable failure) {
        return of(failure).map(Throwable::getMessage).filter(Objects::nonNull).reduce(failure.toString(), (a, b) -> b);
    }
}
