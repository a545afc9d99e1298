/** The record of a run. */
@NullMarked
package io.github.ouigate.receipt;

import org.jspecify.annotations.NullMarked;
