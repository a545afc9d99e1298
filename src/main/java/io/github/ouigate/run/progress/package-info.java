/** How far a run is, and how long each step took. */
@NullMarked
package io.github.ouigate.run.progress;

import org.jspecify.annotations.NullMarked;
