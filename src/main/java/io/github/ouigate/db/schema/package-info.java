/** Tables, columns, foreign keys and conditions, as values. */
@NullMarked
package io.github.ouigate.db.schema;

import org.jspecify.annotations.NullMarked;
