/** Checks after a run that the database and the application are in the expected state. Writes nothing. */
@NullMarked
package io.github.ouigate.verify;

import org.jspecify.annotations.NullMarked;
