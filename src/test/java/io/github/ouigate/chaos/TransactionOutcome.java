package io.github.ouigate.chaos;

/** What became of a run's transaction, as the tables and the ledger tell. */
enum TransactionOutcome {
    /** Every conversation is there, and the ledger has no row. */
    ROLLED_BACK,
    /** Every conversation is gone, and the ledger has the row. */
    COMMITTED,
    /** Anything else: it must not be. */
    BROKEN;

    static TransactionOutcome of(Inventory before, Inventory after, int ledgerRows) {
        if (!after.others().equals(before.others())) {
            return BROKEN;
        }
        if (ledgerRows == 0 && after.equals(before)) {
            return ROLLED_BACK;
        }
        return ledgerRows == 1 && after.isEmpty() ? COMMITTED : BROKEN;
    }
}
