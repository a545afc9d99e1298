/** PostgreSQL: catalogs, locks, statistics and COPY. Only this package and its subpackages use the driver. */
@NullMarked
package io.github.ouigate.db.postgres;

import org.jspecify.annotations.NullMarked;
