package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;

/** The server wants a password and none was found: a person may be asked for it. */
public final class PasswordMissingException extends OuigateException {
    private static final long serialVersionUID = 1L;

    public PasswordMissingException(ConnectionSettings settings, Throwable cause) {
        super(Message.of("connect.no-password", settings.toString()), cause);
    }
}
