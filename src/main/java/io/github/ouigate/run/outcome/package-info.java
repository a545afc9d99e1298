/** The outcomes of purges and restores, as values. */
@NullMarked
package io.github.ouigate.run.outcome;

import org.jspecify.annotations.NullMarked;
