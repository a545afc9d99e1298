/** H2, the embedded database of the demo. */
@NullMarked
package io.github.ouigate.db.h2;

import org.jspecify.annotations.NullMarked;
