package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.ReadOnly;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ConditionUse;
import io.github.ouigate.db.schema.ConditionUse.Function;
import io.github.ouigate.db.schema.Relation;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** The use of conditions is determined by an ordinary role without executing any part of them. */
@ParameterizedClass
@EveryPostgres
class PostgresConditionsTest {
    private static final TableName THINGS = new TableName("public", "things");

    /** Raises an error when executed. */
    private static final String TRAP = "LANGUAGE plpgsql IMMUTABLE AS"
            + " $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'XX000', MESSAGE = 'executed'; END $$";

    private final PostgresShop shop;

    PostgresConditionsTest(int version) {
        this.shop = new PostgresShop(PostgresServer.version(version));
    }

    @BeforeEach
    void makeThings() {
        shop.execute(
                "CREATE ROLE \"reader of " + shop.database() + "\"",
                "CREATE TYPE mood AS ENUM ('good', 'bad')",
                "CREATE DOMAIN small AS int CHECK (VALUE < 10)",
                "CREATE TABLE things (id int PRIMARY KEY, n numeric, name varchar(20), body text, day date,"
                        + " born timestamptz, naive timestamp, doc jsonb, tags text[], mood mood, tiny small, key uuid,"
                        + " span tstzrange, net inet)",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO public",
                "CREATE FUNCTION trap(int) RETURNS int " + TRAP,
                "CREATE FUNCTION trap() RETURNS SETOF int " + TRAP,
                "CREATE FUNCTION trap_text(text) RETURNS int " + TRAP);
    }

    @Test
    void findsNothingHarmfulInPlainConditions() throws SQLException {
        List<String> plain = List.of(
                "true",
                "born < now() - interval '24' MONTH AND 24 > 0",
                "born < CURRENT_TIMESTAMP - INTERVAL '36 months'",
                "born::text ~ '^2' AND lower(name) LIKE 'x%' AND body NOT ILIKE '%y' ESCAPE '!'",
                "born::date = DATE '2024-01-01' OR naive < LOCALTIMESTAMP OR date_trunc('day', born) > '2024-01-01'",
                "id = ANY (ARRAY[1, 2]) OR id IN (1, 2) OR id = ALL ('{1,2}'::int[])",
                "doc ? 'a' OR doc ?| ARRAY['a'] OR doc @> '{\"a\": 1}' OR doc ->> 'a' = 'b' OR doc @? '$.a'",
                "tags && ARRAY['a'] OR 'x' = ANY (tags) OR cardinality(tags) > 2 OR tags[1] = 'a'",
                "mood = 'bad' OR tiny = 3 OR tiny < '4'::small OR n::int BETWEEN 1 AND 2 OR id IS DISTINCT FROM 3",
                "key = '00000000-0000-0000-0000-000000000000' OR span @> now() OR net << '10.0.0.0/8'",
                "EXISTS (SELECT FROM users u WHERE u.email = name) AND id NOT IN (SELECT max(t.id) FROM things t GROUP BY day)",
                "id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY day ORDER BY born) r FROM things) x WHERE r > 1)",
                "CASE WHEN name IS NULL THEN false ELSE coalesce(name, body) || 'x' = greatest(name, body) END",
                "to_char(born, 'YYYY') = '2024' OR extract(year FROM naive) = 2024 OR age(born) > '1 year'",
                "(id, name) > (1, 'a') OR (id, name) IN (SELECT 1, 'a' UNION SELECT 2, 'b')",
                "doc::text LIKE '%x%' OR format('%s', mood) = 'bad' OR to_jsonb(mood) = '\"bad\"' OR body = $$ ( $$ OR body = '$1' OR body = $a$ $1 $a$ /* $1 */",
                "id IN (WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r WHERE i < 9) SELECT i FROM r)",
                "EXISTS (SELECT FROM generate_series(1, 3) g JOIN unnest(tags) x ON g::text = x)",
                "to_tsvector('simple', body) @@ to_tsquery('simple', 'a & b') OR current_user = name OR body ~* 'x' -- all");

        for (String condition : plain) {
            ConditionUse use = read(condition);

            assertThat(use.error()).as(condition).isEmpty();
            assertThat(harmful(use)).as(condition).isEmpty();
            assertThat(use.definition()).as(condition).isEmpty();
            assertThat(use.locksRows()).isFalse();
        }
    }

    /**
     * Each condition runs user-defined code or has side effects when executed; most functions are declared immutable.
     */
    @Test
    void findsSideEffectsWithoutExecutingThem() throws SQLException {
        shop.execute(
                "CREATE FUNCTION stable_trap() RETURNS bool LANGUAGE sql STABLE AS 'SELECT trap(1) = 1'",
                "CREATE FUNCTION two_traps(int, int) RETURNS bool " + TRAP,
                "CREATE OPERATOR ==== (LEFTARG = int, RIGHTARG = int, FUNCTION = two_traps)",
                "CREATE DOMAIN trapped AS int CHECK (trap(VALUE) > 0)",
                "CREATE DOMAIN outer_trapped AS trapped",
                "CREATE TYPE pair AS (a int, b outer_trapped)",
                "CREATE FUNCTION mood_trap(mood) RETURNS int " + TRAP,
                "CREATE FUNCTION mood_json(mood) RETURNS json " + TRAP,
                "CREATE CAST (mood AS int) WITH FUNCTION mood_trap(mood)",
                "CREATE CAST (mood AS json) WITH FUNCTION mood_json(mood)",
                "CREATE AGGREGATE trap_sum(int) (SFUNC = int4pl, STYPE = int)",
                "CREATE VIEW inner_view AS SELECT id, trap(id) AS x FROM things",
                "CREATE VIEW outer_view AS SELECT id FROM inner_view",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO public",
                "CREATE SEQUENCE s");

        assertHarmful("trap(id) = 1", "public.trap");
        assertHarmful("id = trap(1)", "public.trap");
        assertHarmful("stable_trap()", "public.stable_trap");
        assertHarmful("id ==== 1", "public.two_traps");
        assertHarmful("id OPERATOR(public.====) ANY (ARRAY[1])", "public.two_traps");
        assertHarmful("id::trapped IS NULL", "public.trap");
        assertHarmful("1::outer_trapped > id", "public.trap");
        assertHarmful("name::trapped = 1", "public.trap");
        assertHarmful("'{5}'::trapped[] IS NULL", "public.trap");
        assertHarmful("'(1,2)'::pair IS NULL", "public.trap");
        assertHarmful("E'\\x28' || id = ''", "public.trap");
        assertHarmful("body::pair IS NULL", "public.trap");
        assertHarmful("tags::trapped[] IS NULL", "public.trap");
        assertHarmful("jsonb_populate_record(NULL::pair, doc) IS NULL", "public.trap");
        assertHarmful("EXISTS (SELECT FROM jsonb_to_record(doc) AS x(a trapped))", "public.trap");
        assertHarmful("EXISTS (SELECT FROM xmltable('/a' PASSING NULL COLUMNS x trapped))", "public.trap");
        assertHarmful("mood::int = 1", "public.mood_trap");
        assertHarmful("to_json(mood)::text = 'x'", "public.mood_json");
        assertHarmful("EXISTS (SELECT row_to_json(t) FROM things t)", "public.mood_json");
        assertHarmful("id = (SELECT trap_sum(id) FROM things)", "public.trap_sum");
        assertHarmful("id IN (SELECT id FROM outer_view)", "public.trap");
        assertHarmful("id IN (SELECT trap())", "public.trap");
        assertHarmful("id IN (SELECT * FROM trap())", "public.trap");
        assertHarmful("id IN (SELECT id FROM things ORDER BY trap(id))", "public.trap");
        assertHarmful("id > (SELECT 1 LIMIT trap(1))", "public.trap");
        assertHarmful("CASE WHEN true THEN true ELSE trap(1) = 1 END", "public.trap");
        assertHarmful("nextval('s') > 0", "pg_catalog.nextval");
        assertHarmful("pg_sleep(1) IS NULL", "pg_catalog.pg_sleep");
        assertHarmful("lo_unlink(1) = 1", "pg_catalog.lo_unlink");
        assertHarmful("set_config('a.b', 'c', false) = 'c'", "pg_catalog.set_config");
        assertHarmful("query_to_xml('DELETE', true, true, '') IS NULL", "pg_catalog.query_to_xml");
        assertHarmful("table_to_xml('users', true, true, '') IS NULL", "pg_catalog.table_to_xml");
        assertHarmful(
                "schema_to_xml_and_xmlschema('public', true, true, '') IS NULL",
                "pg_catalog.schema_to_xml_and_xmlschema");
        assertHarmful("pg_terminate_backend(1)", "pg_catalog.pg_terminate_backend");
        assertHarmful("EXISTS (SELECT FROM ts_stat('SELECT 1'))", "pg_catalog.ts_stat");
        assertHarmful("random() < 0.5", "pg_catalog.random");
        assertHarmful("txid_current() = 1", "pg_catalog.txid_current");
        assertHarmful("born < statement_timestamp()", "pg_catalog.statement_timestamp");
        assertThat(harmful(read("trap(id) = 1", "public.trap"))).containsExactly("public.trap");
    }

    /** Several statements, further clauses, unbalanced parentheses and JDBC's syntax are not conditions. */
    @Test
    void reportsInvalidConditions() throws SQLException {
        for (String wrong : List.of(
                "",
                "id = ",
                "true; SELECT 1",
                "true); DELETE FROM things WHERE (true",
                "true) OR (true",
                "true FOR UPDATE",
                "true ORDER BY id",
                "true UNION SELECT FROM things",
                "true) TO PROGRAM 'id' --",
                "CURRENT OF c",
                "nowhere = 1",
                "born > {ts '2024-01-01 00:00:00'}",
                "{fn now()} > born",
                "id = 'x' /*",
                "id = $1")) {
            assertThat(read(wrong).error()).as(wrong).isNotEmpty();
        }
        assertThat(read("EXISTS (SELECT FROM things FOR UPDATE)").locksRows()).isTrue();
        assertThat(read("EXISTS (SELECT FROM things)").picksByOrder()).isFalse();
        for (String picking : List.of(
                "SELECT id FROM things LIMIT 2",
                "SELECT id FROM things OFFSET 2",
                "SELECT DISTINCT ON (day) id FROM things ORDER BY day",
                "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY day) AS n FROM things) AS t WHERE n > 1")) {
            assertThat(read("id IN (" + picking + ")").picksByOrder())
                    .as(picking)
                    .isTrue();
        }
    }

    @Test
    void findsTablesReadThroughViewsAndPartitions() throws SQLException {
        shop.execute(
                "CREATE TABLE parted (id int) PARTITION BY LIST (id)",
                "CREATE TABLE part_1 PARTITION OF parted FOR VALUES IN (1)",
                "CREATE EXTENSION postgres_fdw",
                "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw",
                "CREATE FOREIGN TABLE part_2 PARTITION OF parted FOR VALUES IN (2) SERVER far",
                "CREATE VIEW parts AS SELECT * FROM parted",
                "CREATE MATERIALIZED VIEW kept AS SELECT 1 AS id",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO public");

        ConditionUse use = read("id IN (SELECT id FROM parts) OR id IN (SELECT id FROM kept)");

        assertThat(use.relations())
                .extracting(read -> read.kind() + " " + read.name())
                .containsExactly(
                        "MATERIALIZED_VIEW public.kept",
                        "TABLE public.part_1",
                        "FOREIGN_TABLE public.part_2",
                        "TABLE public.parted",
                        "VIEW public.parts",
                        "TABLE public.things");
        assertThat(use.relations())
                .filteredOn(read -> read.kind() != Relation.Kind.VIEW)
                .allMatch(read -> read.definition().isEmpty());
        assertThat(use.definition()).hasSize(1);
        assertThat(use.definition().get(0)).startsWith("view public.parts: SELECT ");
    }

    @Test
    void refusesRowsThatRowSecurityWouldHide() throws SQLException {
        shop.execute("ALTER TABLE users ENABLE ROW LEVEL SECURITY");

        assertThat(read("EXISTS (SELECT FROM users)").error().orElseThrow()).contains("row-level security");
    }

    /** Functions in C of modules in PostgreSQL's distribution that only compute are harmless. */
    @Test
    void acceptsOperatorsOfModulesThatOnlyCompute() throws SQLException {
        shop.execute(
                "CREATE EXTENSION citext",
                "CREATE EXTENSION ltree",
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION pg_trgm",
                "CREATE EXTENSION dblink",
                "ALTER TABLE things ADD email citext, ADD path ltree, ADD h hstore");

        for (String plain : List.of(
                "email = 'A' OR email LIKE 'a%'",
                "path <@ 'Top.A'", "h ? 'a' OR h -> 'b' = 'c'", "name % 'x' OR similarity(name, 'y') > 0.4")) {
            assertThat(read(plain).error()).as(plain).isEmpty();
            assertThat(harmful(read(plain))).as(plain).isEmpty();
        }
        assertHarmful("split_part(email, 'a', 1) = 'b'", "public.split_part");
        assertHarmful("EXISTS (SELECT FROM dblink('dbname=x', 'DELETE') AS t(x int))", "public.dblink");
    }

    @Test
    void reportsWhatTheMeaningDependsOn() throws SQLException {
        ConditionUse use = read("naive < CURRENT_TIMESTAMP AND born < '2024-01-01' AND born::date < CURRENT_DATE");

        assertThat(use.functions())
                .extracting(function -> function.volatility() + " " + function.signature())
                .contains(
                        "STABLE pg_catalog.current_timestamp()",
                        "STABLE pg_catalog.current_date()",
                        "STABLE pg_catalog.timestamp_lt_timestamptz(timestamp without time zone, timestamp with time zone)",
                        "STABLE pg_catalog.date(timestamp with time zone)");
        assertThat(use.constantTypes()).containsExactly("timestamp with time zone");
    }

    @Test
    void showsTheDefinitionOfAllowedFunctions() throws SQLException {
        List<String> before = read("trap(id) = 1", "public.trap").definition();

        shop.execute("CREATE OR REPLACE FUNCTION trap(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2'");

        assertThat(before).hasSize(1);
        assertThat(before.get(0)).startsWith("function public.trap(integer) i ");
        assertThat(read("trap(id) = 1", "public.trap").definition()).hasSize(1).isNotEqualTo(before);
    }

    private void assertHarmful(String condition, String function) throws SQLException {
        ConditionUse use = read(condition);

        assertThat(use.error()).as(condition).isEmpty();
        assertThat(harmful(use)).as(condition).containsExactly(function);
    }

    private static Set<String> harmful(ConditionUse use) {
        return use.functions().stream()
                .filter(function -> !function.harmless())
                .map(Function::name)
                .collect(java.util.stream.Collectors.toSet());
    }

    private ConditionUse read(String condition, String... allowed) throws SQLException {
        try (Connection connection = shop.openAsOuigate();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE \"reader of " + shop.database() + "\"");
            PostgresDialect dialect = new PostgresDialect();
            return ReadOnly.in(connection, dialect, () -> dialect.conditionReader(connection)
                    .read(THINGS, new Condition(condition), Set.of(allowed)));
        }
    }
}
