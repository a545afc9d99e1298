/** Runs that are disturbed at random moments, and what must hold afterwards; started by a script, and in short by tests. */
@NullMarked
package io.github.ouigate.chaos;

import org.jspecify.annotations.NullMarked;
