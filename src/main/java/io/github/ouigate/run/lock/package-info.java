/** Locks, retries, and the outcome of unanswered commits. */
@NullMarked
package io.github.ouigate.run.lock;

import org.jspecify.annotations.NullMarked;
