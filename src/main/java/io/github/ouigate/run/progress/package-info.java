/** The progress of a run and the times of its steps. */
@NullMarked
package io.github.ouigate.run.progress;

import org.jspecify.annotations.NullMarked;
