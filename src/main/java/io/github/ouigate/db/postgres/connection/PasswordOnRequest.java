package io.github.ouigate.db.postgres.connection;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** Gives the driver the password, when the server asks for it and not before. The driver makes one by its name. */
public final class PasswordOnRequest implements AuthenticationPlugin {
    private final String password;

    /** Made by the driver, with the properties of the connection. */
    public PasswordOnRequest(Properties connection) {
        this.password = connection.getProperty("password", "");
    }

    /** Returns the password; Kerberos does without. */
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

    /** The server has asked for a password, and there is none. */
    static final class MissingException extends PSQLException {
        private static final long serialVersionUID = 1L;

        MissingException() {
            super("The server asks for a password.", PSQLState.CONNECTION_REJECTED);
        }
    }
}
