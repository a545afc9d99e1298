/** The changelog file: found, linted and read into a {@link io.github.ouigate.job.Job}. */
@NullMarked
package io.github.ouigate.job;

import org.jspecify.annotations.NullMarked;
