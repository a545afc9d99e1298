/** Liquibase: its changelog, its parameters, its services. */
@NullMarked
package io.github.ouigate.run.liquibase;

import org.jspecify.annotations.NullMarked;
