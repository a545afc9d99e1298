/** Deadlines. */
@NullMarked
package io.github.ouigate.time;

import org.jspecify.annotations.NullMarked;
