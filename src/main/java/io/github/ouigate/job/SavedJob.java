package io.github.ouigate.job;

import io.github.ouigate.message.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    /** Returns the differences between the job in the document and {@code now}. */
    public List<Message> differences(Job now) {
        List<Message> differences = new ArrayList<>();
        if (!checksum.equals(now.checksum())) {
            differences.add(Message.of("difference.job", now.changelog()));
        }
        if (!changeSet.equals(now.changeSet())) {
            differences.add(Message.of("difference.value", Message.of("fact.job"), changeSet, now.changeSet()));
        }
        if (!now.properties().entrySet().containsAll(properties.entrySet())) {
            differences.add(Message.of(
                    "difference.value",
                    Message.of("fact.properties"),
                    properties.toString(),
                    now.properties().toString()));
        }
        return differences;
    }

    public static SavedJob of(Job job) {
        return new SavedJob(
                job.changelog(), job.changeSet(), job.author(), job.tag(), job.checksum(), job.properties());
    }
}
