/** Connections to PostgreSQL: choice of server, sockets, passwords, and uniform settings. */
@NullMarked
package io.github.ouigate.db.postgres.connection;

import org.jspecify.annotations.NullMarked;
