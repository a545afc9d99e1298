/** The changelog file and the {@link io.github.ouigate.job.Job} in it. */
@NullMarked
package io.github.ouigate.job;

import org.jspecify.annotations.NullMarked;
