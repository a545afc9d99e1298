package io.github.ouigate.db.url;

import java.util.List;

/**
 * Where a database is.
 *
 * @param servers the servers to try, in their order
 * @param kind which of them will do
 */
public record Address(List<Server> servers, SessionKind kind, String shown) {
    public Address {
        servers = List.copyOf(servers);
    }

    /** Returns what a message says instead of a URL that can hold secrets. */
    @Override
    public String toString() {
        return shown;
    }
}
