package io.github.ouigate.db.schema;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the evaluation of a condition uses, as the server itself resolves its names: found without executing or planning
 * the condition.
 *
 * @param functions the functions that it calls: those of operators, casts, aggregates, views and the checks of domains
 *     are among them
 * @param relations the tables and views that it reads, those inside views and the children of tables among them; the
 *     table that it selects from as well
 * @param subqueries the tables that it reads besides the row that it looks at, in subqueries and views; the table that it
 *     selects from is among them if it is read once more
 * @param constantTypes the types of its constants, as SQL writes them: the meaning of a literal of type {@code timestamp
 *     with time zone} can depend on the session's time zone
 * @param dependsOnTimeZone whether the session's time zone can make a difference
 * @param comparesNaiveTime whether it compares timestamps without time zone with the current time in the session's zone
 * @param locksRows whether it locks the rows that it reads, as FOR UPDATE does
 * @param picksByOrder whether it picks some of the rows that it reads by their order or number: by LIMIT, OFFSET, DISTINCT
 *     ON or a window function
 * @param error why the server cannot read the condition; empty if it can
 * @param similar the name that may be meant where the server does not find one
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
    /** Of every row, and of conditions on a product that cannot tell. */
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

    /** Returns what is used by a condition on a product that cannot tell: a subquery may read any table. */
    public static ConditionUse unknown(TableName table, Condition condition) {
        boolean subquery = condition.sql() != null
                && condition.sql().toUpperCase(Locale.ROOT).contains("SELECT");
        Set<TableName> subqueries = subquery ? Set.of(table) : Set.of();
        return new ConditionUse(List.of(), subqueries);
    }

    /** Returns what is used by a condition that the server cannot read. */
    public static ConditionUse unreadable(String error, Optional<String> similar) {
        return new ConditionUse(
                List.of(), List.of(), Set.of(), Set.of(), false, false, false, false, Optional.of(error), similar);
    }

    /** Returns what is used by a condition that is not parsed, for its literals may call these functions. */
    public static ConditionUse unparsed(List<Function> functions) {
        return new ConditionUse(functions, Set.of());
    }

    /**
     * Returns the definition, line by line, of what is used and is not the server's own: the functions that are allowed by
     * name, and the views.
     */
    public List<String> definition() {
        return Stream.concat(
                        functions.stream().map(Function::definition),
                        relations.stream().map(Read::definition))
                .filter(line -> !line.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns whether it can select other rows once some tables have changed, of those that have not. */
    public boolean dependsOn(Collection<TableName> changed) {
        return changed.stream().anyMatch(subqueries::contains);
    }

    /** Returns whether it calls functions that may read any table. */
    public boolean callsOtherCode() {
        return functions.stream().anyMatch(function -> !function.harmless());
    }

    /** How often a function returns something else for the same arguments. */
    public enum Volatility {
        IMMUTABLE,
        STABLE,
        VOLATILE
    }

    /**
     * A function.
     *
     * @param name {@code schema.name}; for a value function of SQL without parentheses, as in {@code CURRENT_TIMESTAMP},
     *     its name in lower case in {@code pg_catalog}
     * @param arguments the types of its arguments, as in {@code text, integer}
     * @param harmless whether it is known to change nothing and to read only its arguments and the catalogs
     * @param definition a line that changes with its definition; empty for the server's own
     */
    public record Function(String name, String arguments, Volatility volatility, boolean harmless, String definition) {
        /** Returns the function as SQL names it. */
        public String signature() {
            return name + "(" + arguments + ")";
        }
    }

    /**
     * A table or view that is read.
     *
     * @param definition a line that changes with its definition; empty for tables
     */
    public record Read(TableName name, Relation.Kind kind, String definition) {}
}
