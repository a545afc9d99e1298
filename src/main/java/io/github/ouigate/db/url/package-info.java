/** From a URL to connection settings. */
@NullMarked
package io.github.ouigate.db.url;

import org.jspecify.annotations.NullMarked;
