/** Looks, after a run, whether the database and the application are as it was to leave them. Writes nothing. */
@NullMarked
package io.github.ouigate.verify;

import org.jspecify.annotations.NullMarked;
