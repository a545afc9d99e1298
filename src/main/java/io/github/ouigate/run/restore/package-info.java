/** A restore in its single transaction. */
@NullMarked
package io.github.ouigate.run.restore;

import org.jspecify.annotations.NullMarked;
