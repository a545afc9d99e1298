package io.github.ouigate.run.outcome;

import io.github.ouigate.db.schema.TableName;
import org.jspecify.annotations.Nullable;

/**
 * The result of a planned deletion.
 *
 * @param planned the number of rows in the plan
 * @param deleted the number of deleted rows
 */
public record DeletedRows(TableName table, @Nullable String where, long planned, long deleted) {}
