package io.github.ouigate.job;

import java.util.Map;

/**
 * What a saved document says of the job that it is about.
 *
 * @param changelog where the job was found
 * @param changeSet the changeset's id
 * @param checksum the digest of the job's file
 * @param properties the changelog's properties, the tag among them
 * @param ledgerSchema the schema of the ledger; empty where the document names none
 */
public record SavedJob(
        String changelog, String changeSet, String checksum, Map<String, String> properties, String ledgerSchema) {
    public SavedJob {
        properties = Map.copyOf(properties);
    }
}
