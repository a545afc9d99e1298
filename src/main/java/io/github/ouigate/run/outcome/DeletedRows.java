package io.github.ouigate.run.outcome;

import io.github.ouigate.db.schema.TableName;
import org.jspecify.annotations.Nullable;

/**
 * What became of one planned deletion.
 *
 * @param planned the rows that the plan counted
 * @param deleted the rows that were deleted
 */
public record DeletedRows(TableName table, @Nullable String where, long planned, long deleted) {}
