/** Deleted rows as files: written, read again, and restored. */
@NullMarked
package io.github.ouigate.archive;

import org.jspecify.annotations.NullMarked;
