package io.github.ouigate.db.postgres.condition;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The OIDs in expressions that the server has written as text. {@code debug_print_rewritten} and the type pg_node_tree
 * have the same form, which labels each field of a node. Fields are recognised by their labels, so that those of later
 * versions are found too. A field recognised wrongly only adds a harmless object.
 */
final class QueryTree {
    /** A field with a number or a list of OIDs. Blanks in names are escaped with a backslash. */
    private static final Pattern FIELD = Pattern.compile("\\s:(\\w+)\\s+(?:\\(o\\s+([\\d\\s]+)\\)|(\\d+)(?=[\\s)}]))");

    private static final Pattern VALUE_FUNCTION = Pattern.compile("\\{SQLVALUEFUNCTION\\s+:op\\s+(\\d+)");

    /** The value functions in the order of SQLValueFunctionOp. */
    private static final List<String> VALUE_FUNCTIONS = List.of(
            "current_date",
            "current_time",
            "current_time",
            "current_timestamp",
            "current_timestamp",
            "localtime",
            "localtime",
            "localtimestamp",
            "localtimestamp",
            "current_role",
            "current_user",
            "user",
            "session_user",
            "current_catalog",
            "current_schema");

    /** A scan of a table, one for each reference in FROM. Version 16 and later have the OID in other places too. */
    private static final Pattern SCAN = Pattern.compile(":rtekind\\s+0\\s+:relid\\s+(\\d+)");

    private static final Pattern LOCKS_ROWS = Pattern.compile(":hasForUpdate\\s+true");
    private static final Pattern PICKS_BY_ORDER =
            Pattern.compile(":(?:limitCount|limitOffset)\\s+\\{|:(?:hasDistinctOn|hasWindowFuncs)\\s+true");
    private static final String JSON_NODE = "{JSON";

    private final Map<Kind, SortedSet<String>> found = new EnumMap<>(Kind.class);
    private final SortedSet<String> valueFunctions = new TreeSet<>();
    private final List<String> scanned = new ArrayList<>();
    private boolean locksRows;
    private boolean picksByOrder;
    private boolean makesJson;
    private boolean convertsText;

    /** The kind of object that an OID belongs to. */
    enum Kind {
        FUNCTION,
        OPERATOR,
        RELATION,
        /** The type of a constant. */
        CONSTANT,
        /** The type of an existing value, such as a column's. */
        VALUE,
        /** The type of a computed value. */
        RESULT;

        private static final Pattern FUNCTIONS = Pattern.compile("(?i).*(?:func|funcid|fnoid|handler)");
        private static final Pattern OPERATORS = Pattern.compile("(?i).*(?:op|ops|opno|opnos)");
        private static final Pattern TYPES = Pattern.compile("(?i).*typ(?!mod).*");
        private static final List<String> VALUES = List.of("vartype", "paramtype", "ctecoltypes", "colTypes");

        private static Optional<Kind> of(String field) {
            if (field.equals("relid")) {
                return Optional.of(RELATION);
            }
            if (FUNCTIONS.matcher(field).matches()) {
                return Optional.of(FUNCTION);
            }
            if (OPERATORS.matcher(field).matches()) {
                return Optional.of(OPERATOR);
            }
            if (field.equals("consttype")) {
                return Optional.of(CONSTANT);
            }
            return TYPES.matcher(field).matches()
                    ? Optional.of(VALUES.contains(field) ? VALUE : RESULT)
                    : Optional.empty();
        }
    }

    /** Adds the OIDs in {@code text} and returns whether any was new. */
    boolean add(String text) {
        boolean added = false;
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            Optional<Kind> kind = Kind.of(field.group(1));
            if (kind.isPresent()) {
                String values = field.group(2) == null ? field.group(3) : field.group(2);
                added |= found.computeIfAbsent(kind.get(), none -> new TreeSet<>())
                        .addAll(List.of(values.trim().split("\\s+", -1)));
            }
        }
        Matcher value = VALUE_FUNCTION.matcher(text);
        while (value.find()) {
            valueFunctions.add(VALUE_FUNCTIONS.get(Integer.parseInt(value.group(1))));
        }
        SCAN.matcher(text).results().forEach(scan -> scanned.add(scan.group(1)));
        locksRows |= LOCKS_ROWS.matcher(text).find();
        picksByOrder |= PICKS_BY_ORDER.matcher(text).find();
        makesJson |= text.contains(JSON_NODE);
        convertsText |= text.contains("{COERCEVIAIO");
        return added;
    }

    /** Returns the OIDs of some kinds. */
    SortedSet<String> of(Kind... kinds) {
        SortedSet<String> all = new TreeSet<>();
        for (Kind kind : kinds) {
            all.addAll(found.getOrDefault(kind, new TreeSet<>()));
        }
        return all;
    }

    /** Returns the value functions without parentheses, such as {@code current_timestamp}. */
    SortedSet<String> valueFunctions() {
        return valueFunctions;
    }

    /** Returns the OIDs of the tables that are read, once for each scan. */
    List<String> scanned() {
        return scanned;
    }

    boolean locksRows() {
        return locksRows;
    }

    boolean picksByOrder() {
        return picksByOrder;
    }

    /** Returns whether values are converted from or to text by the functions of their types. */
    boolean convertsText() {
        return convertsText;
    }

    /** Returns whether JSON is created by SQL syntax instead of a function. */
    boolean makesJson() {
        return makesJson;
    }
}
