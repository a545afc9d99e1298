/** Reads a changelog file into a {@link io.github.ouigate.job.Job}, or refuses it with every fault that it has. */
@NullMarked
package io.github.ouigate.job.lint;

import org.jspecify.annotations.NullMarked;
