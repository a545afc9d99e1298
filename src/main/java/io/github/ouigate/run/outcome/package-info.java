/** How a purge or a restore ended, as values. */
@NullMarked
package io.github.ouigate.run.outcome;

import org.jspecify.annotations.NullMarked;
