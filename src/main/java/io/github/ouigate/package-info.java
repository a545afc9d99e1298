/**
 * ouigate runs one gated, destructive Liquibase changeset safely and exactly once.
 *
 * <p>Start reading in {@code cli.ApplyCommand}: it tells the whole story, {@code job → plan → gate → run → receipt}. A
 * stage takes the earlier stages' values and returns a value; only {@code cli} wires stages together, only {@code
 * report} formats.
 */
@NullMarked
package io.github.ouigate;

import org.jspecify.annotations.NullMarked;
