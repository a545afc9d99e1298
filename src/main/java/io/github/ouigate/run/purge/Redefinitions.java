package io.github.ouigate.run.purge;

import io.github.ouigate.db.schema.OwnDefinitions;

/** What a purge defines for itself besides deleting; each of them may be nothing. */
record Redefinitions(CheckedOnceKeys keys, TemporaryIndexes indexes, TruncatedTables truncated) {
    /** Returns what they write to the server's catalogs. */
    OwnDefinitions own() {
        return new OwnDefinitions(indexes.names(), keys.names(), truncated.names());
    }
}
