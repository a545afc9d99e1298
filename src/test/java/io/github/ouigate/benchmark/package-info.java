/** Measurements, started by the scripts; no tests. */
@NullMarked
package io.github.ouigate.benchmark;

import org.jspecify.annotations.NullMarked;
