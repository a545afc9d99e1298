package io.github.ouigate.db.postgres.condition;

import io.github.ouigate.db.ConditionReader;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.SessionControl;
import io.github.ouigate.db.postgres.condition.QueryTree.Kind;
import io.github.ouigate.db.postgres.connection.PlainSettings;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ConditionUse;
import io.github.ouigate.db.schema.ConditionUse.Function;
import io.github.ouigate.db.schema.ConditionUse.Read;
import io.github.ouigate.db.schema.ConditionUse.Volatility;
import io.github.ouigate.db.schema.Relation;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Analyses conditions in the server's rewritten parse tree of a statement. In it, names are resolved and views and
 * row-level security are expanded, but the planner has not evaluated anything. The server also writes the tree to its
 * log.
 */
public final class PostgresConditions implements ConditionReader {
    /**
     * Matches literals that can be the text of an array, row or range, or contain escapes. The server evaluates them
     * while parsing, including the checks of domains.
     */
    private static final Pattern NESTED_LITERAL = Pattern.compile("['$]\\s*[{(\\[]|\\\\|(?i:u&)");

    /**
     * Matches built-in functions that read tables, functions or types by name, use a transaction ID, or can return
     * another result in the next statement.
     */
    private static final String HARMFUL =
            "^(.*_to_xml.*|.*_validator|pg_input_.*|pg_current_xact_id|txid_current|statement_timestamp"
                    + "|pg_stat_get_.*)$";

    /** Types and their component types: elements, attributes, bounds, and base types of domains. */
    static final String TYPES = """
            WITH RECURSIVE type (oid) AS (
                SELECT unnest(?::text[]::oid[])
                UNION
                SELECT part FROM type JOIN pg_type t ON t.oid = type.oid
                LEFT JOIN pg_range r ON t.oid IN (r.rngtypid, r.rngmultitypid)
                LEFT JOIN pg_attribute a ON a.attrelid = nullif(t.typrelid, 0) AND a.attnum > 0 AND NOT a.attisdropped
                CROSS JOIN LATERAL unnest(ARRAY[t.typelem, t.typbasetype, r.rngsubtype, a.atttypid]) AS part
                WHERE part <> 0)
            """;

    /** The SQLSTATE classes of errors with other causes: connections, locks, resources, cancellations. */
    private static final Set<String> ELSEWHERE = Set.of("08", "40", "53", "55", "57", "58", "XX");

    private final Connection connection;
    private final SessionControl session;
    private final Rows rows;

    /** Creates a reader for a session. */
    public PostgresConditions(Connection connection, SessionControl session) {
        this.connection = connection;
        this.session = session;
        this.rows = new Rows(connection);
    }

    @Override
    public ConditionUse read(TableName table, Condition condition, Set<String> allowedFunctions) throws SQLException {
        if (condition.sql() == null) {
            return ConditionUse.NONE;
        }
        Savepoint beforeAnalysis = connection.setSavepoint();
        try {
            return read(table.sql(), condition.sql(), allowedFunctions, beforeAnalysis);
        } finally {
            connection.rollback(beforeAnalysis);
            connection.releaseSavepoint(beforeAnalysis);
        }
    }

    private ConditionUse read(String table, String condition, Set<String> allowed, Savepoint beforeAnalysis)
            throws SQLException {
        if (NESTED_LITERAL.matcher(condition).find()) {
            QueryTree domains = new QueryTree();
            rows.list("SELECT conbin::text FROM pg_catalog.pg_constraint WHERE contypid <> 0", row -> row.getString(1))
                    .forEach(domains::add);
            PlainSettings.use(rows);
            List<Function> harmful = functions(domains).stream()
                    .filter(function -> !function.harmless() && !allowed.contains(function.name()))
                    .toList();
            if (!harmful.isEmpty()) {
                return ConditionUse.unparsed(harmful);
            }
            connection.rollback(beforeAnalysis);
        }
        QueryTree tree = new QueryTree();
        try {
            parse(table, condition).forEach(tree::add);
        } catch (SQLException e) {
            if (ELSEWHERE.contains(String.valueOf(e.getSQLState()).substring(0, 2))) {
                throw e;
            }
            connection.rollback(beforeAnalysis);
            ConditionError error = new ConditionError(e, select(table, condition));
            return ConditionUse.unreadable(error.text(), error.similar(rows));
        } finally {
            connection.rollback(beforeAnalysis);
        }
        PlainSettings.use(rows);
        addChecks(tree);
        List<Function> functions = functions(tree);
        ConditionTimes times = new ConditionTimes(condition, tree, functions);
        boolean zoned = times.dependsOnTimeZone(rows);
        return new ConditionUse(
                functions,
                relations(tree.of(Kind.RELATION)),
                subqueries(table, tree),
                constantTypes(tree),
                zoned,
                zoned && times.comparesNaiveTime(),
                tree.locksRows(),
                tree.picksByOrder(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Parses the condition both unenclosed in a DELETE and in parentheses. A text that is valid both ways is an
     * expression without a following clause or statement.
     */
    private List<String> parse(String table, String condition) throws SQLException {
        set("('row_security', 'off')");
        session.useDatabasePath();
        StatementParser parser = new StatementParser(connection);
        parser.parse(select(table, condition));
        set("('debug_pretty_print', 'off'), ('client_min_messages', 'log'), ('debug_print_rewritten', 'on')");
        List<String> trees = parser.parse(select(table, "(" + condition + "\n)"));
        if (trees.isEmpty()) {
            throw new SQLException("the server does not show how it reads the condition");
        }
        return trees;
    }

    private static String select(String table, String condition) {
        return "SELECT FROM " + table + " WHERE " + condition + "\n";
    }

    private void set(String settings) throws SQLException {
        rows.list(
                "SELECT pg_catalog.set_config(name, value, true) FROM (VALUES " + settings + ") AS s (name, value)",
                row -> row.getString(1));
    }

    /** Adds the functions in checks of domains whose values the condition computes, and the domains in those checks. */
    private void addChecks(QueryTree tree) throws SQLException {
        boolean added = true;
        while (added) {
            List<String> checks =
                    rows.list(TYPES + sql("checks.sql"), row -> row.getString(1), tree.of(Kind.CONSTANT, Kind.RESULT));
            added = checks.stream().filter(tree::add).count() > 0;
        }
    }

    private List<Function> functions(QueryTree tree) throws SQLException {
        List<Function> functions = new ArrayList<>();
        tree.valueFunctions()
                .forEach(name -> functions.add(new Function("pg_catalog." + name, "", Volatility.STABLE, true, "")));
        functions.addAll(rows.list(
                TYPES + sql("functions.sql").formatted(HARMFUL),
                row -> new Function(
                        row.getString(1),
                        row.getString(2),
                        Volatility.valueOf(row.getString(3)),
                        row.getBoolean(4),
                        row.getString(5)),
                tree.of(Kind.CONSTANT, Kind.RESULT, Kind.VALUE),
                tree.of(Kind.FUNCTION),
                tree.of(Kind.OPERATOR),
                tree.makesJson()));
        return functions;
    }

    /** Returns the tables read in subqueries; one scan of {@code table} is the statement's own. */
    private Set<TableName> subqueries(String table, QueryTree tree) throws SQLException {
        List<String> scanned = new ArrayList<>(tree.scanned());
        scanned.remove(rows.one("SELECT ?::regclass::oid::text", row -> row.getString(1), table));
        return relations(scanned).stream().map(Read::name).collect(Collectors.toSet());
    }

    private List<Read> relations(Collection<String> ids) throws SQLException {
        return rows.list(
                sql("relations.sql"),
                row -> new Read(Rows.table(row, 1), Relation.Kind.valueOf(row.getString(3)), row.getString(4)),
                ids);
    }

    private Set<String> constantTypes(QueryTree tree) throws SQLException {
        return new TreeSet<>(rows.list(
                "SELECT format_type(oid, NULL) FROM pg_type WHERE oid = ANY (?::text[]::oid[])",
                row -> row.getString(1),
                tree.of(Kind.CONSTANT)));
    }

    private static String sql(String name) {
        return Resources.text(PostgresConditions.class, name);
    }
}
