package io.github.ouigate.db.url;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A server and the database on it.
 *
 * @param jdbcUrl the JDBC URL without user, password or any other parameter
 * @param host the host as a password file has it
 * @param port the port as a password file has it
 * @param database the database's name
 * @param socket the server's Unix-domain socket, if it is reached by that
 */
public record Server(String jdbcUrl, String host, String port, String database, Optional<Path> socket) {}
