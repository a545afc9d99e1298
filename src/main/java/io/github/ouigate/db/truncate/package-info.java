/** TRUNCATE in place of deletes of all rows. */
@NullMarked
package io.github.ouigate.db.truncate;

import org.jspecify.annotations.NullMarked;
