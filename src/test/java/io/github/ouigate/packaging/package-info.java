/** What the build does to the program once it is packaged; no tests. */
@NullMarked
package io.github.ouigate.packaging;

import org.jspecify.annotations.NullMarked;
