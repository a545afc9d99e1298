/** Files and digests: atomic writes, and files that are synced when they are closed. */
@NullMarked
package io.github.ouigate.io;

import org.jspecify.annotations.NullMarked;
