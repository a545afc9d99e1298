/** Checks that lists of the application are empty. */
@NullMarked
package io.github.ouigate.verify.http;

import org.jspecify.annotations.NullMarked;
