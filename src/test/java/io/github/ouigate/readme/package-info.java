/** Does what README.md shows, and looks whether the same comes of it. */
@NullMarked
package io.github.ouigate.readme;

import org.jspecify.annotations.NullMarked;
