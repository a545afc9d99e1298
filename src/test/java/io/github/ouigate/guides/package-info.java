/** Tests of README.md and the guides: their commands are executed, their links are followed. */
@NullMarked
package io.github.ouigate.guides;

import org.jspecify.annotations.NullMarked;
