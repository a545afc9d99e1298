package io.github.ouigate.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs a parameterized test with the {@link TestDatabase}s of H2 and of the servers of {@link NewestPostgres}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@MethodSource("io.github.ouigate.testing.TestDatabase#newestAndH2")
public @interface NewestPostgresAndH2 {}
