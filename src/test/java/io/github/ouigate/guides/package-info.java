/** Tests of README.md and the guides: their commands are executed, and their links are checked. */
@NullMarked
package io.github.ouigate.guides;

import org.jspecify.annotations.NullMarked;
