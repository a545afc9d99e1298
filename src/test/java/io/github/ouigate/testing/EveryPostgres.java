package io.github.ouigate.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.MethodSource;

/** Gives a parameterized test each major version of PostgreSQL of this run, as an {@code int}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@MethodSource("io.github.ouigate.testing.PostgresServer#versions")
public @interface EveryPostgres {}
