package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import java.util.Optional;

/** The server asks for a password and none was found: a person may be asked for it. */
public final class PasswordMissingException extends OuigateException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<PasswordFile> unread;

    public PasswordMissingException(ConnectionSettings settings, Throwable cause) {
        this(settings, settings.login().file().filter(PasswordFile::isExposed), cause);
    }

    private PasswordMissingException(ConnectionSettings settings, Optional<PasswordFile> unread, Throwable cause) {
        super(
                unread.map(file -> Message.of("connect.no-password.exposed-file", settings.toString(), file.path()))
                        .orElseGet(() -> Message.of("connect.no-password", settings.toString())),
                cause);
        this.unread = unread;
    }

    /** Returns why the password file was not read, if that is so. */
    public Optional<Message> note() {
        return unread.map(file -> Message.of("password-file.exposed", file.path()));
    }
}
