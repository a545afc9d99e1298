/** The run: Liquibase executes the changeset on a connection that commits once. */
@NullMarked
package io.github.ouigate.run;

import org.jspecify.annotations.NullMarked;
