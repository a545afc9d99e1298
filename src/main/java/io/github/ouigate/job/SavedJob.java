package io.github.ouigate.job;

import java.util.Map;

/**
 * The job that a saved document or an archive describes.
 *
 * @param changelog where the job was found
 * @param changeSet the changeset's id
 * @param checksum the digest of the job's file
 * @param properties the changelog's properties, the tag among them
 * @param ledgerSchema the schema of the ledger; empty for the session's default one
 */
public record SavedJob(
        String changelog,
        String changeSet,
        String author,
        String tag,
        String checksum,
        Map<String, String> properties,
        String ledgerSchema) {
    public SavedJob {
        properties = Map.copyOf(properties);
    }

    /** Returns what is to be said of a job whose ledger is in a schema. */
    public static SavedJob of(Job job, String ledgerSchema) {
        return new SavedJob(
                job.changelog(),
                job.changeSet(),
                job.author(),
                job.tag(),
                job.checksum(),
                job.properties(),
                ledgerSchema);
    }
}
