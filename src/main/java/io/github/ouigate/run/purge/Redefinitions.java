package io.github.ouigate.run.purge;

import io.github.ouigate.db.schema.OwnDefinitions;
import io.github.ouigate.plan.Plan;

/** What a purge defines for itself besides deleting; each of them may be nothing. */
record Redefinitions(CheckedOnceKeys keys, TemporaryIndexes indexes, TruncatedTables truncated) {
    /** Returns what a run of {@code plan} may itself write to the server's catalogs. */
    OwnDefinitions own(Plan plan) {
        return new OwnDefinitions(indexes.names(), keys.names(), truncated.names(), KeptRows.firesTriggers(plan));
    }
}
