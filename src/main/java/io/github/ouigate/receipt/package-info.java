/** Receipts: the records of runs. */
@NullMarked
package io.github.ouigate.receipt;

import org.jspecify.annotations.NullMarked;
