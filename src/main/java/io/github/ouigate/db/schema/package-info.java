/** Values for tables, columns, foreign keys and conditions. */
@NullMarked
package io.github.ouigate.db.schema;

import org.jspecify.annotations.NullMarked;
