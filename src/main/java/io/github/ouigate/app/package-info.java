/** The use cases without a command line: purge, restore, and the files that they read and write. */
@NullMarked
package io.github.ouigate.app;

import org.jspecify.annotations.NullMarked;
