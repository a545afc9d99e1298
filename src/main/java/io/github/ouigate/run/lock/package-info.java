/** Locks, attempts, and what became of a commit. */
@NullMarked
package io.github.ouigate.run.lock;

import org.jspecify.annotations.NullMarked;
