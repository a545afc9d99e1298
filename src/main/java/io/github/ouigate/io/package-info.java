/** Files: written whole or not at all, on the disk when they are closed, and digested. */
@NullMarked
package io.github.ouigate.io;

import org.jspecify.annotations.NullMarked;
