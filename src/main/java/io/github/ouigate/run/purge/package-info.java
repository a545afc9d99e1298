/** A purge in its one transaction. */
@NullMarked
package io.github.ouigate.run.purge;

import org.jspecify.annotations.NullMarked;
