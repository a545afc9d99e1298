package io.github.ouigate.ledger;

import io.github.ouigate.db.schema.TableName;

/** A row and the table of its ledger. */
public record LedgerRow(TableName ledger, LedgerEntry entry) {
    @Override
    public String toString() {
        return ledger.toString();
    }
}
