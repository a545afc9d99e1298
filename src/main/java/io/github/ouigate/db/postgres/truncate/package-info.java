/** TRUNCATE on PostgreSQL. */
@NullMarked
package io.github.ouigate.db.postgres.truncate;

import org.jspecify.annotations.NullMarked;
