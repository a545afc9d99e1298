package io.github.ouigate.job;

import java.util.List;
import java.util.Map;

/**
 * A changelog that has passed the lint.
 *
 * @param changelog the file's location, for people
 * @param content the text of the file, which is linted and then passed to Liquibase
 * @param logicalFilePath the path of the file in the ledger
 * @param changeSet the changeset's id, with its properties filled in
 * @param tag the tag of this run; it is applied at most once to the same tables
 * @param checksum {@code sha256:} and the hexadecimal digest of {@code content}, encoded as UTF-8
 * @param properties the changelog's properties without the confirmation
 * @param deletions the deletes in the order of execution; never empty
 * @param lines the line of each delete in the file, counted from 1
 */
public record Job(
        String changelog,
        String content,
        String logicalFilePath,
        String changeSet,
        String author,
        String tag,
        String checksum,
        Map<String, String> properties,
        List<Deletion> deletions,
        List<Integer> lines) {
    public Job {
        properties = Map.copyOf(properties);
        deletions = List.copyOf(deletions);
        lines = List.copyOf(lines);
    }

    /** Returns the line of a delete in the file, counted from 1. */
    public int line(Deletion deletion) {
        return lines.get(deletions.indexOf(deletion));
    }
}
