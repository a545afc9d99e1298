/** Measurements, started by scripts. */
@NullMarked
package io.github.ouigate.benchmark;

import org.jspecify.annotations.NullMarked;
