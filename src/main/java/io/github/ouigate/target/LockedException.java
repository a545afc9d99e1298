package io.github.ouigate.target;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;

/** Another session has locked what was to be read. */
public final class LockedException extends OuigateException {
    private static final long serialVersionUID = 1L;

    LockedException(Throwable cause) {
        super(Message.of("database.locked"), cause);
    }
}
