/** The database: how to reach it, who it says it is, and everything that differs between products. */
@NullMarked
package io.github.ouigate.db;

import org.jspecify.annotations.NullMarked;
