/** A restore in its one transaction. */
@NullMarked
package io.github.ouigate.run.restore;

import org.jspecify.annotations.NullMarked;
