/** The decision to run: the gate opens only if the confirmation is exactly {@code OUI}. */
@NullMarked
package io.github.ouigate.gate;

import org.jspecify.annotations.NullMarked;
