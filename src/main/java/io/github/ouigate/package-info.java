/**
 * ouigate runs one gated, destructive Liquibase changeset safely and exactly once.
 *
 * <p>Start reading in {@code cli.ApplyCommand} and {@code app.Purge}: {@code job → plan → gate → run → receipt}. A stage
 * takes the earlier stages' values and returns a value. Only {@code report} formats. The guide is {@code
 * src/site/markdown/architecture.md}.
 */
@NullMarked
package io.github.ouigate;

import org.jspecify.annotations.NullMarked;
