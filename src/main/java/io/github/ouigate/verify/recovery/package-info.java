/** Which purges a database no longer has, according to the receipts that were kept. */
@NullMarked
package io.github.ouigate.verify.recovery;

import org.jspecify.annotations.NullMarked;
