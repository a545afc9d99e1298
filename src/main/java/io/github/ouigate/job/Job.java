package io.github.ouigate.job;

import java.util.List;
import java.util.Map;

/**
 * A changelog that has passed the lint.
 *
 * @param changelog where the file was found, for people
 * @param content the text of the file: what was linted is what Liquibase is given
 * @param logicalFilePath the path under which the ledger knows the file
 * @param changeSet the changeset's id, its properties filled in
 * @param tag the tag that names this run: it is applied at most once to the same tables
 * @param checksum {@code sha256:} and the digest of {@code content} as UTF-8, in hexadecimal
 * @param properties the changelog's properties, the confirmation not among them
 * @param deletions the deletes, in the order in which they run; never empty
 * @param lines where each of them stands in the file, counted from 1
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

    /** Returns where one of the deletes stands in the file, counted from 1. */
    public int line(Deletion deletion) {
        return lines.get(deletions.indexOf(deletion));
    }
}
