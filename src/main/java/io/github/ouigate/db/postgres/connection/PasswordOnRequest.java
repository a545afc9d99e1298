package io.github.ouigate.db.postgres.connection;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** Gives the driver the password only when the server requests it. The driver instantiates the class by name. */
public final class PasswordOnRequest implements AuthenticationPlugin {
    private final String password;

    /** Called by the driver with the properties of the connection. */
    public PasswordOnRequest(Properties connection) {
        this.password = connection.getProperty("password", "");
    }

    /** Returns the password; null for Kerberos. */
    @Override
    public char @Nullable [] getPassword(AuthenticationRequestType type) throws PSQLException {
        if (!password.isEmpty()) {
            return password.toCharArray();
        }
        if (type == AuthenticationRequestType.GSS) {
            return null;
        }
        throw new MissingException();
    }

    /** The server requested a password and none is available. */
    static final class MissingException extends PSQLException {
        private static final long serialVersionUID = 1L;

        MissingException() {
            super("The server asks for a password.", PSQLState.CONNECTION_REJECTED);
        }
    }
}
