package io.github.ouigate.run.purge;

import io.github.ouigate.db.schema.OwnDefinitions;
import io.github.ouigate.plan.Plan;

/** The temporary definitions of a purge; each part can be empty. */
record Redefinitions(CheckedOnceKeys keys, TemporaryIndexes indexes, TruncatedTables truncated) {
    /** Returns the definitions that a run of {@code plan} may write to the system catalogs. */
    OwnDefinitions own(Plan plan) {
        return new OwnDefinitions(indexes.names(), keys.names(), truncated.names(), KeptRows.firesTriggers(plan));
    }
}
