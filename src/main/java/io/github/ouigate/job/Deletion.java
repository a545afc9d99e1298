package io.github.ouigate.job;

import org.jspecify.annotations.Nullable;

/**
 * One {@code delete} change of a job.
 *
 * @param schema the schema that the file names, or null for the connection's default one
 * @param table the table, as the file spells it
 * @param where the SQL condition without the word WHERE, its properties filled in; null deletes every row
 */
public record Deletion(
        @Nullable String schema, String table, @Nullable String where) {}
