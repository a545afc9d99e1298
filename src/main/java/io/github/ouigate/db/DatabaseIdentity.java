package io.github.ouigate.db;

import io.github.ouigate.message.Message;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The database, the way to it and the role, as the server reports them.
 *
 * @param product {@code PostgreSQL} or {@code H2}
 * @param host the server's own address and port; null where there is none (a local socket, an embedded database)
 * @param systemIdentifier what tells one cluster from a copy with the same names; null where the product has none
 * @param databaseId what tells the database from another that has taken over its name; null where the product has none
 * @param environment the database's marker {@code ouigate.environment}; null if it has none
 * @param user the role that is connected
 * @param tls whether the connection is encrypted
 */
public record DatabaseIdentity(
        String product,
        String version,
        String name,
        @Nullable String host,
        @Nullable String systemIdentifier,
        @Nullable String databaseId,
        @Nullable String environment,
        String user,
        boolean tls) {
    /** Returns whether {@code other} is this very database, whatever the way to it and the server's minor version. */
    public boolean isSameDatabase(DatabaseIdentity other) {
        return product.equals(other.product)
                && name.equals(other.name)
                && Objects.equals(systemIdentifier, other.systemIdentifier)
                && Objects.equals(databaseId, other.databaseId);
    }

    /** Returns whether {@code other} is this database, reached in the same way by the same role, and marked the same. */
    public boolean isSameSession(DatabaseIdentity other) {
        return isSameDatabase(other)
                && Objects.equals(host, other.host)
                && Objects.equals(environment, other.environment)
                && user.equals(other.user)
                && tls == other.tls;
    }

    /** Returns the name, and what tells the database from any other that has the same. */
    public Message exactly() {
        return Message.of(
                "target.exactly",
                name,
                product,
                Objects.requireNonNullElse(systemIdentifier, "–"),
                Objects.requireNonNullElse(databaseId, "–"));
    }
}
