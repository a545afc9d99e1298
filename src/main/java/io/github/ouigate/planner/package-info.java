/** Makes plans, each in one read-only transaction. */
@NullMarked
package io.github.ouigate.planner;

import org.jspecify.annotations.NullMarked;
