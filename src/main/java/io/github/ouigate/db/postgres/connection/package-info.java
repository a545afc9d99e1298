/** How connections to PostgreSQL are opened: which server, which socket, when a password; and what they show alike. */
@NullMarked
package io.github.ouigate.db.postgres.connection;

import org.jspecify.annotations.NullMarked;
