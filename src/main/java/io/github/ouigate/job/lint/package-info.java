/** Reads a changelog file into a {@link io.github.ouigate.job.Job}, or refuses it and lists all faults. */
@NullMarked
package io.github.ouigate.job.lint;

import org.jspecify.annotations.NullMarked;
