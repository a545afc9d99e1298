/** Compares stored receipts with the ledger, to find purges that a database no longer contains. */
@NullMarked
package io.github.ouigate.verify.recovery;

import org.jspecify.annotations.NullMarked;
