/** The decision to go on: the confirmation is exactly {@code OUI}, or nothing happens. */
@NullMarked
package io.github.ouigate.gate;

import org.jspecify.annotations.NullMarked;
