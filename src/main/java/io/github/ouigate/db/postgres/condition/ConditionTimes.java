package io.github.ouigate.db.postgres.condition;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.postgres.condition.QueryTree.Kind;
import io.github.ouigate.db.schema.ConditionUse.Function;
import io.github.ouigate.db.schema.ConditionUse.Volatility;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.regex.Pattern;

/** The dates and times in a condition. */
record ConditionTimes(String condition, QueryTree tree, List<Function> functions) {
    /** The built-in functions that are not immutable but independent of the time zone. */
    private static final Pattern WITHOUT_ZONE = Pattern.compile("pg_catalog\\.(now|(transaction|statement)_timestamp"
            + "|current_(timestamp|role|user|catalog|database|schemas?)|user|session_user|to_tsvector|\\w*to_tsquery"
            + "|has_\\w+_privilege|pg_has_role|pg_typeof)");

    private static final Pattern CURRENT_TIME = Pattern.compile(
            "pg_catalog\\.(now|\\w+_timestamp|current_(date|time|timestamp)|localtime|localtimestamp|age)");

    /** Literals of the current date or time. */
    private static final Pattern CURRENT_TIME_LITERAL = Pattern.compile("(?i)'\\s*(now|today|tomorrow|yesterday)\\b");

    /** The OID of the type timestamp without time zone. */
    private static final String NAIVE = "1114";

    /** Returns whether the result can depend on the session's time zone; true in case of doubt. */
    boolean dependsOnTimeZone(Rows rows) throws SQLException {
        return CURRENT_TIME_LITERAL.matcher(condition).find()
                || functions.stream()
                        .anyMatch(function -> function.volatility() != Volatility.IMMUTABLE
                                && !WITHOUT_ZONE.matcher(function.name()).matches())
                || isZoned(tree.of(Kind.CONSTANT), rows)
                || ((tree.convertsText() || tree.makesJson())
                        && isZoned(tree.of(Kind.CONSTANT, Kind.VALUE, Kind.RESULT), rows));
    }

    private static boolean isZoned(SortedSet<String> types, Rows rows) throws SQLException {
        return !types.isEmpty()
                && rows.one(
                        PostgresConditions.TYPES + Resources.text(ConditionTimes.class, "zones.sql"),
                        row -> row.getBoolean(1),
                        types);
    }

    boolean comparesNaiveTime() {
        return tree.of(Kind.VALUE).contains(NAIVE)
                && (CURRENT_TIME_LITERAL.matcher(condition).find()
                        || functions.stream()
                                .anyMatch(function ->
                                        CURRENT_TIME.matcher(function.name()).matches()));
    }
}
