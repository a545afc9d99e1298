/** How PostgreSQL reads conditions: by its own tree of a statement that is parsed and not executed. */
@NullMarked
package io.github.ouigate.db.postgres.condition;

import org.jspecify.annotations.NullMarked;
