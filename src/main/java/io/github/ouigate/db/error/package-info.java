/** Server errors and their causes. */
@NullMarked
package io.github.ouigate.db.error;

import org.jspecify.annotations.NullMarked;
