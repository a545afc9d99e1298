/** Truncating tables, where a job would delete row by row. */
@NullMarked
package io.github.ouigate.db.truncate;

import org.jspecify.annotations.NullMarked;
