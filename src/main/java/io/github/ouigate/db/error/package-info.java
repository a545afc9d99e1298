/** What the errors of a server say. */
@NullMarked
package io.github.ouigate.db.error;

import org.jspecify.annotations.NullMarked;
