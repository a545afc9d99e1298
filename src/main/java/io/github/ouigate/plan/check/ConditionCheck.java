package io.github.ouigate.plan.check;

import io.github.ouigate.db.ConditionReader;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ConditionUse;
import io.github.ouigate.db.schema.ConditionUse.Function;
import io.github.ouigate.db.schema.ConditionUse.Read;
import io.github.ouigate.db.schema.Relation;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the conditions of a job before their first evaluation: they must select rows without side effects, and select
 * the same rows in every evaluation of the run.
 */
public final class ConditionCheck {
    /** The SQLSTATE class of errors in syntax, names and privileges. */
    private static final String NAMES_AND_RIGHTS = "42";

    /**
     * The SQLSTATE classes of failed conversions, cardinality violations, constraint violations and errors raised by
     * functions.
     */
    private static final List<String> OF_VALUES = List.of("22", "21", "23", "P0");

    private final ConditionReader reader;
    private final Tables catalog;
    private final Set<String> allowedFunctions;
    private final Set<String> allowedWrites;

    public ConditionCheck(
            Connection connection, Dialect dialect, Set<String> allowedFunctions, Set<String> allowedWrites) {
        this.reader = dialect.conditionReader(connection);
        this.catalog = dialect.tables(connection);
        this.allowedFunctions = allowedFunctions;
        this.allowedWrites = allowedWrites;
    }

    /**
     * The result of the check.
     *
     * @param uses the use of each condition
     * @param hazards the hazards of each condition; the lists can be empty
     */
    public record Findings(Map<TableName, ConditionUse> uses, Map<TableName, List<Hazard>> hazards) {
        /** Returns whether the condition of a table may be evaluated. */
        public boolean isEvaluable(TableName table) {
            return Hazard.of(Hazard.Severity.BLOCK, hazards.getOrDefault(table, List.of()))
                    .isEmpty();
        }

        public List<Hazard> all() {
            return hazards.values().stream().flatMap(List::stream).toList();
        }

        /** Returns the hazards that prevent an evaluation of the conditions. */
        public List<Hazard> blocking() {
            return Hazard.of(Hazard.Severity.BLOCK, all());
        }

        /** Returns the definitions, one line each, of the functions and views that the conditions use. */
        public List<String> definition() {
            return uses.values().stream()
                    .flatMap(use -> use.definition().stream())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** Checks the conditions of deletes in the order of execution. */
    public Findings check(Map<TableName, Condition> conditions) throws SQLException {
        Map<TableName, ConditionUse> uses = new LinkedHashMap<>();
        Map<TableName, List<Hazard>> hazards = new LinkedHashMap<>();
        List<TableName> earlier = new ArrayList<>();
        for (Map.Entry<TableName, Condition> entry : conditions.entrySet()) {
            TableName table = entry.getKey();
            ConditionUse use = reader.read(table, entry.getValue(), allowedFunctions);
            uses.put(table, use);
            List<Hazard> found = new ArrayList<>(check(table, use));
            if (!earlier.isEmpty() && !use.relations().isEmpty()) {
                found.addAll(changedBefore(table, use, earlier));
            }
            hazards.put(table, found);
            earlier.add(table);
        }
        return new Findings(uses, hazards);
    }

    private List<Hazard> check(TableName table, ConditionUse use) throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        if (use.error().isPresent()) {
            hazards.add(invalid(table, use.error().get(), use.similar()));
        }
        use.functions().stream()
                .filter(function -> !function.harmless() && !allowedFunctions.contains(function.name()))
                .map(function -> function(table, function))
                .forEach(hazards::add);
        if (use.locksRows()) {
            hazards.add(Hazard.block(Code.CONDITION_LOCKS, table, table));
        }
        if (use.picksByOrder()) {
            hazards.add(Hazard.warn(Code.CONDITION_ORDER, table, table));
        }
        for (Read read : use.relations()) {
            if (read.kind() == Relation.Kind.FOREIGN_TABLE
                    && !family(List.of(table)).contains(read.name())) {
                hazards.add(Hazard.block(Code.CONDITION_FOREIGN_TABLE, table, table, read.name()));
            }
        }
        return hazards;
    }

    private Hazard invalid(TableName table, String error, Optional<String> similar) throws SQLException {
        List<String> columns = catalog.columns(table).stream().map(Column::name).toList();
        Object suggestion = similar.<Object>map(name -> Message.of("condition.similar", name))
                .orElse("");
        return Hazard.block(
                Code.CONDITION_INVALID,
                table,
                table,
                error,
                suggestion,
                Message.of("condition.columns", table, columns));
    }

    /**
     * Returns the hazard of a condition whose evaluation fails; empty if the condition is not the cause. The message
     * includes the server's text only for errors in names and privileges; other texts can contain values of rows.
     */
    public static Optional<Hazard> failure(TableName table, SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith(NAMES_AND_RIGHTS)) {
            return Optional.of(
                    Hazard.block(Code.CONDITION_INVALID, table, table, String.valueOf(failure.getMessage()), "", ""));
        }
        return OF_VALUES.stream().anyMatch(state::startsWith)
                ? Optional.of(Hazard.block(Code.CONDITION_FAILS, table, table, state))
                : Optional.empty();
    }

    private static Hazard function(TableName table, Function function) {
        return Hazard.block(
                Code.CONDITION_FUNCTION,
                table,
                table,
                function.signature(),
                function.volatility().name(),
                function.name());
    }

    /**
     * Finds conditions that read tables changed by an earlier delete, and would therefore select other rows than were
     * counted.
     */
    private List<Hazard> changedBefore(TableName table, ConditionUse use, List<TableName> earlier) throws SQLException {
        Set<TableName> own = family(List.of(table));
        Set<TableName> changed = family(earlier);
        return use.relations().stream()
                .map(Read::name)
                .filter(name -> !own.contains(name))
                .filter(name -> changed.contains(name) || allowedWrites.contains(name.toString()))
                .map(name -> Hazard.block(Code.CONDITION_READS_CHANGED, table, table, name))
                .toList();
    }

    private Set<TableName> family(List<TableName> tables) throws SQLException {
        Set<TableName> family = new LinkedHashSet<>(tables);
        catalog.children(tables).stream().map(ChildTable::name).forEach(family::add);
        return family;
    }
}
