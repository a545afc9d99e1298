/** PostgreSQL: its catalogs, locks, statistics and COPY. The only package that knows its driver. */
@NullMarked
package io.github.ouigate.db.postgres;

import org.jspecify.annotations.NullMarked;
