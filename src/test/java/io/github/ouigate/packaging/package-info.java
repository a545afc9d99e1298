/** Steps and tests of the build after packaging. */
@NullMarked
package io.github.ouigate.packaging;

import org.jspecify.annotations.NullMarked;
