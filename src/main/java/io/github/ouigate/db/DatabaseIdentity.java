package io.github.ouigate.db;

import io.github.ouigate.message.Message;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The database, the connection and the role, as reported by the server.
 *
 * @param product {@code PostgreSQL} or {@code H2}
 * @param host the server's own address and port; null for a local socket or an embedded database
 * @param systemIdentifier identifies the cluster among copies with the same names; null if the product has none
 * @param databaseId changes when a database is dropped and created again under its name; null if the product has none
 * @param environment the database setting {@code ouigate.environment}; null if it is not set
 * @param user the connected role
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
    /** Returns whether the database runs inside this program. */
    public boolean isEmbedded() {
        return product.equals("H2");
    }

    /** Returns whether {@code other} is the same database; the connection and the minor server version may differ. */
    public boolean isSameDatabase(DatabaseIdentity other) {
        return product.equals(other.product)
                && name.equals(other.name)
                && Objects.equals(systemIdentifier, other.systemIdentifier)
                && Objects.equals(databaseId, other.databaseId);
    }

    /** Returns whether {@code other} is the same database, with the same address, role and environment. */
    public boolean isSameSession(DatabaseIdentity other) {
        return isSameDatabase(other)
                && Objects.equals(host, other.host)
                && Objects.equals(environment, other.environment)
                && user.equals(other.user)
                && tls == other.tls;
    }

    /** Returns the name and the identifiers that distinguish the database from others of that name. */
    public Message exactly() {
        return Message.of(
                "target.exactly",
                name,
                product,
                Objects.requireNonNullElse(systemIdentifier, "–"),
                Objects.requireNonNullElse(databaseId, "–"));
    }
}
