package io.github.ouigate.db.url;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kind of session to accept: libpq's target_session_attrs. */
public enum SessionKind {
    ANY,
    READ_WRITE,
    READ_ONLY,
    PRIMARY,
    STANDBY,
    PREFER_STANDBY;

    static final List<String> NAMES =
            Stream.of(values()).map(SessionKind::toString).toList();

    static Optional<SessionKind> of(String name) {
        return Stream.of(values()).filter(kind -> kind.toString().equals(name)).findFirst();
    }

    /** Returns the kinds to search for; each is tried on all servers before the next. */
    public List<SessionKind> passes() {
        return this == PREFER_STANDBY ? List.of(STANDBY, ANY) : List.of(this);
    }

    /**
     * Returns whether a session is of this kind.
     *
     * @param standby whether its server is a hot standby
     * @param readOnly whether its transactions are read-only by default
     */
    public boolean accepts(boolean standby, boolean readOnly) {
        return switch (this) {
            case ANY, PREFER_STANDBY -> true;
            case READ_WRITE -> !standby && !readOnly;
            case READ_ONLY -> standby || readOnly;
            case PRIMARY -> !standby;
            case STANDBY -> standby;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
