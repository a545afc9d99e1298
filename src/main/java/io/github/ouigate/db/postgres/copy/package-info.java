/** What copying rows into tables of PostgreSQL needs besides: keys, sequences, earlier values. */
@NullMarked
package io.github.ouigate.db.postgres.copy;

import org.jspecify.annotations.NullMarked;
