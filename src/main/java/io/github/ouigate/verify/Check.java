package io.github.ouigate.verify;

import io.github.ouigate.message.Message;
import java.util.List;

/**
 * One check and its result.
 *
 * @param subject the tag, table or URL that was checked; empty if there is only one of its kind
 * @param messages what was found: a sentence, and after it the details
 */
public record Check(Kind kind, String subject, State state, List<Message> messages) {
    /** What is checked. */
    public enum Kind {
        /** The ledger's row of the tag. */
        LEDGER,
        /** Whether the receipt is the one whose digest stands in the ledger's row. */
        RECEIPT,
        /** The rows that are left in a purged table. */
        ROWS,
        /** The rows of a table that stays. */
        PRESERVED,
        /** The definition of the purged tables. */
        DEFINITION,
        /** A list of the application, over HTTP. */
        ENDPOINT
    }

    /** What was found. */
    public enum State {
        /** It is in the expected state. */
        HOLDS,
        /** It is not in the expected state. */
        DIFFERS,
        /** The expected state is not known: the operator has to judge. */
        REPORTED,
        /** It could not be checked. */
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
