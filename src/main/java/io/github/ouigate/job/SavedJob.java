package io.github.ouigate.job;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The description of a job in a document.
 *
 * @param properties the changelog's properties including the tag, sorted by name
 */
public record SavedJob(
        String changelog,
        String changeSet,
        String author,
        String tag,
        String checksum,
        Map<String, String> properties) {
    public SavedJob {
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    }

    public static SavedJob of(Job job) {
        return new SavedJob(
                job.changelog(), job.changeSet(), job.author(), job.tag(), job.checksum(), job.properties());
    }
}
