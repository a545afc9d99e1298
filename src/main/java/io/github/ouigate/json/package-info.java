/** JSON documents, written from records with a digest and read back strictly. */
@NullMarked
package io.github.ouigate.json;

import org.jspecify.annotations.NullMarked;
