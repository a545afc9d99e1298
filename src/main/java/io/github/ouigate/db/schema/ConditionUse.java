package io.github.ouigate.db.schema;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The objects and settings that the evaluation of a condition uses, as resolved by the server. The condition is neither
 * executed nor planned to find them.
 *
 * @param functions the called functions, including those of operators, casts, aggregates, views and checks of domains
 * @param relations the tables and views that are read, including those inside views, the children of tables, and the
 *     table that rows are selected from
 * @param subqueries the tables that are read in subqueries and views; includes the table that rows are selected from
 *     only if it is read a second time
 * @param constantTypes the types of the constants in SQL's notation; a literal of type {@code timestamp with time zone}
 *     can depend on the session's time zone
 * @param dependsOnTimeZone whether the result can depend on the session's time zone
 * @param comparesNaiveTime whether it compares timestamps without time zone with the current time in the session's zone
 * @param locksRows whether it locks the rows that it reads, as FOR UPDATE does
 * @param picksByOrder whether it uses LIMIT, OFFSET, DISTINCT ON or a window function, whose results depend on row
 *     order
 * @param error the server's error for an invalid condition; empty if it is valid
 * @param similar a similar existing name if the server does not find one
 */
public record ConditionUse(
        List<Function> functions,
        List<Read> relations,
        Set<TableName> subqueries,
        Set<String> constantTypes,
        boolean dependsOnTimeZone,
        boolean comparesNaiveTime,
        boolean locksRows,
        boolean picksByOrder,
        Optional<String> error,
        Optional<String> similar) {
    /** The use of a condition that selects every row. */
    public static final ConditionUse NONE = new ConditionUse(List.of(), Set.of());

    public ConditionUse {
        functions = List.copyOf(functions);
        relations = List.copyOf(relations);
        subqueries = Set.copyOf(subqueries);
        constantTypes = Set.copyOf(constantTypes);
    }

    private ConditionUse(List<Function> functions, Set<TableName> subqueries) {
        this(
                functions,
                List.of(),
                subqueries,
                Set.of(),
                false,
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Returns the use of a condition on a product without a condition reader; a subquery counts as reading any table.
     */
    public static ConditionUse unknown(TableName table, Condition condition) {
        boolean subquery = condition.sql() != null
                && condition.sql().toUpperCase(Locale.ROOT).contains("SELECT");
        Set<TableName> subqueries = subquery ? Set.of(table) : Set.of();
        return new ConditionUse(List.of(), subqueries);
    }

    /** Returns the use of a condition that the server rejects. */
    public static ConditionUse unreadable(String error, Optional<String> similar) {
        return new ConditionUse(
                List.of(), List.of(), Set.of(), Set.of(), false, false, false, false, Optional.of(error), similar);
    }

    /** Returns the use of a condition that was not parsed because its literals may call the given functions. */
    public static ConditionUse unparsed(List<Function> functions) {
        return new ConditionUse(functions, Set.of());
    }

    /** Returns the definitions, one line each, of the user-defined functions and the views that the condition uses. */
    public List<String> definition() {
        return Stream.concat(
                        functions.stream().map(Function::definition),
                        relations.stream().map(Read::definition))
                .filter(line -> !line.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns whether changes of the given tables can change which rows it selects from other tables. */
    public boolean dependsOn(Collection<TableName> changed) {
        return changed.stream().anyMatch(subqueries::contains);
    }

    /** Returns whether it calls functions that may read any table. */
    public boolean callsOtherCode() {
        return functions.stream().anyMatch(function -> !function.harmless());
    }

    /** The volatility category of a function. */
    public enum Volatility {
        IMMUTABLE,
        STABLE,
        VOLATILE
    }

    /**
     * A function.
     *
     * @param name {@code schema.name}; for an SQL value function without parentheses such as {@code CURRENT_TIMESTAMP},
     *     its name in lower case in {@code pg_catalog}
     * @param arguments the argument types, such as {@code text, integer}
     * @param harmless whether it is known to change nothing and to read only its arguments and the catalogs
     * @param definition a line that changes with its definition; empty for built-in functions
     */
    public record Function(String name, String arguments, Volatility volatility, boolean harmless, String definition) {
        /** Returns the name with the argument types. */
        public String signature() {
            return name + "(" + arguments + ")";
        }
    }

    /**
     * A table or view that the condition reads.
     *
     * @param definition a line that changes with the definition of a view; empty for tables
     */
    public record Read(TableName name, Relation.Kind kind, String definition) {}
}
