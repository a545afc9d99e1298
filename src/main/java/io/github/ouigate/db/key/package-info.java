/** How foreign keys are checked without a scan for each row: one query a key, dropped keys, temporary indexes. */
@NullMarked
package io.github.ouigate.db.key;

import org.jspecify.annotations.NullMarked;
