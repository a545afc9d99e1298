/** A purge in its single transaction. */
@NullMarked
package io.github.ouigate.run.purge;

import org.jspecify.annotations.NullMarked;
