package io.github.ouigate.verify;

import io.github.ouigate.message.Message;
import java.util.List;

/**
 * One check and its result.
 *
 * @param subject which one of its kind: a tag, a table, a URL; empty where there is only one
 * @param messages what was found; the first one is a whole sentence, the others are its particulars
 */
public record Check(Kind kind, String subject, State state, List<Message> messages) {
    /** What is looked at. */
    public enum Kind {
        /** The ledger's row of the tag. */
        LEDGER,
        /** The rows that are left in a purged table. */
        ROWS,
        /** The rows of a table that stays. */
        PRESERVED,
        /** The definition of the purged tables. */
        DEFINITION,
        /** A list of the application. */
        ENDPOINT
    }

    /** What was found. */
    public enum State {
        /** It is as it should be. */
        HOLDS,
        /** It is not. */
        DIFFERS,
        /** Nobody can say what it should be: the operator may look. */
        REPORTED,
        /** It could not be looked at. */
        NOT_CHECKED
    }

    public Check {
        messages = List.copyOf(messages);
    }

    public static Check of(Kind kind, Object subject, State state, String key, Object... arguments) {
        return new Check(kind, subject.toString(), state, List.of(Message.of(key, arguments)));
    }

    static Check missing(Kind kind, String table) {
        return of(kind, table, State.DIFFERS, "verify.table-missing", table);
    }
}
