package io.github.ouigate.job;

import org.jspecify.annotations.Nullable;

/**
 * A {@code delete} change of a job.
 *
 * @param schema the schema in the file; null for the connection's default schema
 * @param table the table as spelt in the file
 * @param where the SQL condition without the word WHERE and with its properties filled in; null deletes every row
 */
public record Deletion(
        @Nullable String schema, String table, @Nullable String where) {}
