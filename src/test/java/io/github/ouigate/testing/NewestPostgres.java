package io.github.ouigate.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gives a parameterized test the newest major version of PostgreSQL, as an {@code int}, and in the run on all versions
 * each of them: for what there is much of and hardly depends on the version.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@MethodSource("io.github.ouigate.testing.PostgresServer#newestOrAll")
public @interface NewestPostgres {}
