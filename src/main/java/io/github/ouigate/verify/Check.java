package io.github.ouigate.verify;

import io.github.ouigate.message.Message;
import java.util.List;

/**
 * A check and its result.
 *
 * @param subject the checked tag, table or URL; empty if the kind has only one subject
 * @param messages the result in one sentence, followed by details
 */
public record Check(Kind kind, String subject, State state, List<Message> messages) {
    /** The kinds of check. */
    public enum Kind {
        /** The ledger row of the tag. */
        LEDGER,
        /** The receipt's digest in the ledger row. */
        RECEIPT,
        /** The remaining rows of a purged table. */
        ROWS,
        /** The rows of a preserved table. */
        PRESERVED,
        /** The definition of the purged tables. */
        DEFINITION,
        /** A list of the application, over HTTP. */
        ENDPOINT
    }

    /** The result of a check. */
    public enum State {
        /** The subject is in the expected state. */
        HOLDS,
        /** The subject is not in the expected state. */
        DIFFERS,
        /** The expected state is unknown; the operator has to judge. */
        REPORTED,
        /** The subject could not be checked. */
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
