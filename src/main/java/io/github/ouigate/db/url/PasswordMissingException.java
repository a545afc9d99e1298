package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import java.util.Optional;

/** The server requests a password and none was found. A caller with a terminal can prompt for it. */
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

    /** Returns why the password file was ignored; empty if it was not. */
    public Optional<Message> note() {
        return unread.map(file -> Message.of("password-file.exposed", file.path()));
    }
}
