/**
 * Runs with faults at random moments and checks of the invariants; run by scripts/chaos, and in short form by tests.
 */
@NullMarked
package io.github.ouigate.chaos;

import org.jspecify.annotations.NullMarked;
