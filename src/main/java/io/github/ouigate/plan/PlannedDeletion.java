package io.github.ouigate.plan;

import io.github.ouigate.target.TableName;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a run would delete.
 *
 * @param where the SQL condition, or null for every row
 * @param rows how many, counted
 */
public record PlannedDeletion(TableName table, @Nullable String where, long rows) {}
