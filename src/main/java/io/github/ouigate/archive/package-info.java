/** Deleted rows as files: written, read again, and put back. */
@NullMarked
package io.github.ouigate.archive;

import org.jspecify.annotations.NullMarked;
