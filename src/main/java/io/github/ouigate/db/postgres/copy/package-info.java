/** Support for copying rows into PostgreSQL tables: keys, sequences, earlier values. */
@NullMarked
package io.github.ouigate.db.postgres.copy;

import org.jspecify.annotations.NullMarked;
