/** The database: how to reach it, who it says it is, and everything that differs between products. */
@NullMarked
package io.github.ouigate.target;

import org.jspecify.annotations.NullMarked;
