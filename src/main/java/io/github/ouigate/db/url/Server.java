package io.github.ouigate.db.url;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A server and the database on it.
 *
 * @param jdbcUrl the JDBC URL without user, password and other parameters
 * @param host the host as written in a password file
 * @param port the port as written in a password file
 * @param database the database's name
 * @param socket the server's Unix-domain socket, if the connection uses one
 */
public record Server(String jdbcUrl, String host, String port, String database, Optional<Path> socket) {}
