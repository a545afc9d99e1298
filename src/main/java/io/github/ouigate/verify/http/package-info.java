/** Requests the application's lists, which must be empty. */
@NullMarked
package io.github.ouigate.verify.http;

import org.jspecify.annotations.NullMarked;
