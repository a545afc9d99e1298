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
 * Checks the conditions of a job before they are evaluated for the first time: they select rows, do nothing else, and
 * select the same rows whenever the run asks.
 */
public final class ConditionCheck {
    /** The class of SQLSTATE for syntax, names and rights. */
    private static final String NAMES_AND_RIGHTS = "42";

    /** Those for values that cannot be converted, several rows for one value, broken checks, and errors of functions. */
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
     * What was found.
     *
     * @param uses what each condition uses
     * @param hazards those of each condition; empty lists are among them
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

        /** Returns what keeps the conditions from being evaluated. */
        public List<Hazard> blocking() {
            return Hazard.of(Hazard.Severity.BLOCK, all());
        }

        /** Returns the definition of the functions and views that the conditions use, line by line. */
        public List<String> definition() {
            return uses.values().stream()
                    .flatMap(use -> use.definition().stream())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** Checks the conditions of deletes, which are in the order in which they run. */
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
     * Returns the hazard of a condition that fails as it is evaluated; empty if the failure is no fault of the condition.
     * Only messages about names and rights are passed on: others can have values of rows in them.
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

    /** A delete's condition would select other rows than were counted, if an earlier delete changes what it reads. */
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
