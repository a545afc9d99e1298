package io.github.ouigate.db;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ConditionUse;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Set;

/** Finds the objects and settings that a condition uses, before its first evaluation. Requires a transaction. */
@FunctionalInterface
public interface ConditionReader {
    /**
     * Analyses a condition with the settings of the session and leaves them unchanged. Of the condition, only functions
     * that are harmless or allowed are executed.
     *
     * @param allowedFunctions the functions, as {@code schema.name}, that the operator allows conditions to call
     */
    ConditionUse read(TableName table, Condition condition, Set<String> allowedFunctions) throws SQLException;
}
