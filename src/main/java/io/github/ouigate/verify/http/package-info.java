/** Asks the application for its lists. */
@NullMarked
package io.github.ouigate.verify.http;

import org.jspecify.annotations.NullMarked;
