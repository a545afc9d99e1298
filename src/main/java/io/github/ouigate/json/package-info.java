/** JSON documents: sealed, so that an edit shows, and read back strictly. */
@NullMarked
package io.github.ouigate.json;

import org.jspecify.annotations.NullMarked;
