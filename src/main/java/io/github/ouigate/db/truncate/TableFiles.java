package io.github.ouigate.db.truncate;

import java.util.Map;

/**
 * Which files the relations of a database are in, at one moment of a transaction.
 *
 * @param truncated those that TRUNCATE gives new files, by their names: tables, indexes, TOAST tables and their indexes
 * @param others the digest of all others, but for temporary ones
 */
public record TableFiles(Map<String, Stored> truncated, String others) {
    /**
     * A relation.
     *
     * @param file the number of its file
     * @param definition the digest of what the catalog says of it besides, but for statistics
     */
    public record Stored(long file, String definition) {}

    public TableFiles {
        truncated = Map.copyOf(truncated);
    }

    /** Returns whether each of the truncated relations has another file than in {@code before}, and no other relation has. */
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
