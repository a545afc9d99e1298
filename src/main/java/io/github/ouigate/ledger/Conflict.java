package io.github.ouigate.ledger;

import io.github.ouigate.message.Message;
import java.util.List;

/**
 * A row with the job's tag for other deletes, which prevents a run from being recorded.
 *
 * @param sameTables whether they are from the same tables, with other conditions or in another order
 * @param arguments the arguments of the message and of its remedy
 */
public record Conflict(LedgerRow row, boolean sameTables, List<Object> arguments) {
    public Conflict {
        arguments = List.copyOf(arguments);
    }

    public Message message() {
        return new Message(key(), arguments);
    }

    public Message remedy() {
        return new Message(key() + ".remedy", arguments);
    }

    private String key() {
        return sameTables ? "hazard.APPLIED_WITH_OTHER_CONDITIONS" : "hazard.APPLIED_TO_OTHER_TABLES";
    }
}
