/** Parses URLs, libpq's environment variables and its files into connection settings. */
@NullMarked
package io.github.ouigate.db.url;

import org.jspecify.annotations.NullMarked;
