package io.github.ouigate.chaos;

/** The outcome of a run's transaction according to the tables and the ledger. */
enum TransactionOutcome {
    /** All conversations exist, and the ledger has no row. */
    ROLLED_BACK,
    /** No conversation exists, and the ledger has the row. */
    COMMITTED,
    /** Any other state, which is a violation. */
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
