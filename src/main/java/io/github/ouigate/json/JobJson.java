package io.github.ouigate.json;

import io.github.ouigate.job.Job;
import io.github.ouigate.job.SavedJob;
import java.util.Map;
import java.util.TreeMap;

/** The members of a document that describe its job; the schema of the ledger is a member beside them. */
public record JobJson(
        String changelog,
        String changeSet,
        String author,
        String tag,
        String checksum,
        Map<String, String> properties) {
    public JobJson {
        properties = new TreeMap<>(properties); // in the order of their names
    }

    public static JobJson of(Job job) {
        return of(SavedJob.of(job, ""));
    }

    public static JobJson of(SavedJob job) {
        return new JobJson(job.changelog(), job.changeSet(), job.author(), job.tag(), job.checksum(), job.properties());
    }

    /** Returns the job whose run used the ledger in a schema. */
    public SavedJob savedJob(String ledgerSchema) {
        return new SavedJob(changelog, changeSet, author, tag, checksum, properties, ledgerSchema);
    }
}
