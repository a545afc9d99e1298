package io.github.ouigate.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs a parameterized test with the newest major version of PostgreSQL as an {@code int}; with each version in the run
 * on all versions. For numerous tests that hardly depend on the version.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@MethodSource("io.github.ouigate.testing.PostgresServer#newestOrAll")
public @interface NewestPostgres {}
