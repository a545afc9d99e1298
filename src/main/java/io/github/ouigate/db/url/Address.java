package io.github.ouigate.db.url;

import java.util.List;

/**
 * The address of a database.
 *
 * @param servers the servers to try, in order
 * @param kind the kind of server to accept
 * @param shown the address without secrets, for messages
 */
public record Address(List<Server> servers, SessionKind kind, String shown) {
    public Address {
        servers = List.copyOf(servers);
    }

    /** Returns the address without secrets. */
    @Override
    public String toString() {
        return shown;
    }
}
