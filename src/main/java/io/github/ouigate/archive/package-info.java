/** Deleted rows as files: written, read back, and restored. */
@NullMarked
package io.github.ouigate.archive;

import org.jspecify.annotations.NullMarked;
