package io.github.ouigate.db;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ConditionUse;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Set;

/** Finds out what conditions use before they are evaluated for the first time. Inside a transaction. */
@FunctionalInterface
public interface ConditionReader {
    /**
     * Reads a condition with the settings of the session, and leaves them as they are. Nothing of the condition is
     * executed, except by functions that are harmless or allowed.
     *
     * @param allowedFunctions the functions, {@code schema.name}, that the operator allows conditions to call
     */
    ConditionUse read(TableName table, Condition condition, Set<String> allowedFunctions) throws SQLException;
}
