package io.github.ouigate.db.truncate;

import java.util.Map;

/**
 * The files of the database's relations at one point of a transaction.
 *
 * @param truncated the relations that TRUNCATE gives new files, by name: tables, indexes, TOAST tables and their
 *     indexes
 * @param others the digest of all other relations except temporary ones
 */
public record TableFiles(Map<String, Stored> truncated, String others) {
    /**
     * A relation.
     *
     * @param file the number of its file
     * @param definition the digest of its other catalog entries, without statistics
     */
    public record Stored(long file, String definition) {}

    public TableFiles {
        truncated = Map.copyOf(truncated);
    }

    /** Returns whether exactly the truncated relations have other files than in {@code before}. */
    public boolean isTruncationOf(TableFiles before) {
        return others.equals(before.others)
                && truncated.keySet().equals(before.truncated.keySet())
                && truncated.entrySet().stream().allMatch(now -> {
                    Stored then = before.truncated.get(now.getKey());
                    return then != null
                            && now.getValue().file() != then.file()
                            && now.getValue().definition().equals(then.definition());
                });
    }
}
