/** JSON documents: written from records, with a digest that shows an edit, and read back strictly. */
@NullMarked
package io.github.ouigate.json;

import org.jspecify.annotations.NullMarked;
