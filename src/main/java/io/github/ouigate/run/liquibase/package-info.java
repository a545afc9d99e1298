/** The integration of Liquibase: changelog, parameters, services. */
@NullMarked
package io.github.ouigate.run.liquibase;

import org.jspecify.annotations.NullMarked;
