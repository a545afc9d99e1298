/** Test fixtures: real servers, real processes, a shop. */
@NullMarked
package io.github.ouigate.testing;

import org.jspecify.annotations.NullMarked;
