package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** Values of every PostgreSQL type are restored unchanged. */
@ParameterizedClass
@EveryPostgres
class PostgresRowCopyTest {
    /** Types whose input functions reject every value. */
    private static final Set<String> WITHOUT_INPUT = Set.of(
            "gtsvector",
            "pg_brin_bloom_summary",
            "pg_brin_minmax_multi_summary",
            "pg_dependencies",
            "pg_mcv_list",
            "pg_ndistinct",
            "pg_node_tree");

    private final int version;
    private final PostgresShop shop;
    private Connection connection;

    PostgresRowCopyTest(int version) {
        this.version = version;
        this.shop = new PostgresShop(PostgresServer.version(version));
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = shop.openAsOuigate();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void roundTripsEveryType() throws Exception {
        CopiedTable all = everyType();

        all.assertComesBack();
    }

    /** Types of later versions have no test value yet. */
    @Test
    void roundTripsEachTypeOfTheCatalogAndItsArray() throws Exception {
        List<String> types = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/io/github/ouigate/db/type-values.txt"))) {
            String[] typeAndValue = line.split(" ", 2);
            String type = "pg_catalog.\"" + typeAndValue[0] + "\"";
            String value = "'" + typeAndValue[1].replace("'", "''") + "'::" + type;
            types.add(typeAndValue[0]);
            columns.add("c" + types.size() + " " + type + ", a" + types.size() + " " + type + "[]");
            values.add(value + ", ARRAY[" + value + ", NULL]");
        }
        shop.execute(
                "CREATE TABLE all_types (id int PRIMARY KEY, " + String.join(", ", columns) + ")",
                "INSERT INTO all_types VALUES (1, " + String.join(", ", values) + ")",
                "INSERT INTO all_types (id) VALUES (2)");

        new CopiedTable(connection, "all_types").assertComesBack();
        List<String> catalog = new ArrayList<>(shop.rows("SELECT typname FROM pg_type t"
                + " WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm') AND typrelid = 0"
                + " AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)"));
        catalog.removeAll(WITHOUT_INPUT);
        assertThat(types).containsExactlyInAnyOrderElementsOf(catalog);
    }

    private CopiedTable everyType() {
        shop.execute(
                "CREATE SCHEMA types",
                "CREATE TYPE types.mood AS ENUM ('happy', 'so, so', '\"sad\"')",
                "CREATE TYPE types.pair AS (a int, b text)",
                "CREATE DOMAIN types.short AS varchar(9)",
                """
                CREATE TABLE every_type (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, u uuid, t text, c char(5), vc varchar(9),
                    n numeric, n2 numeric(12, 2), i2 smallint, f4 real, f8 double precision, b boolean, m money,
                    d date, tm time, ttz timetz, ts timestamp, tz timestamptz, iv interval, j json, jb jsonb, by bytea,
                    ia int[], ta text[], ma text[][], e types.mood, ea types.mood[], p types.pair, s types.short,
                    bits bit varying, ip inet, net cidr, mac macaddr, pt point, pg polygon, r int4range,
                    tr tstzrange, mr nummultirange, v tsvector, x xml, rc regclass,
                    g text GENERATED ALWAYS AS (t || '!') STORED)""",
                """
                INSERT INTO every_type (u, t, c, vc, n, n2, i2, f4, f8, b, m, d, tm, ttz, ts, tz, iv, j, jb, by, ia, ta,
                                        ma, e, ea, p, s, bits, ip, net, mac, pt, pg, r, tr, mr, v, x, rc) VALUES
                ('0f0e0d0c-0b0a-4908-8706-050403020100', E'it''s "quoted"\\r\\n\\\\back 😀', 'ab', '', 'NaN', 1.10, -32768,
                 'NaN', '-0', true, 1234.56, 'infinity', '24:00', '23:59:59.999999+15:59', '-infinity', 'infinity',
                 '-1 year -2 mons +3 days -04:05:06.789', '{"b": 1,  "a": "\\u00e9\\n", "b": 2}', '{"a": [null, ""]}',
                 '\\x00ff0a0d225c2c', '{1,NULL,3}', '{"",NULL,"NULL","a,b","\\"","{}","\\\\"}', '{{a,b},{NULL,""}}',
                 '"sad"', '{"so, so",NULL}', ROW (1, E'",\\n'), 'né', B'0101', '::1/64', '10.0.0.0/8', '08:00:2b:01:02:03',
                 '(1e-300,0.1)', '((0,0),(1,1),(1,0))', 'empty', '["2024-03-31 02:30+02",)', '{[1,2],(3,)}',
                 'l''eau:1A chat:2', '<a>&amp;</a>text', 'messages'),
                (NULL, '', '     ', 'x', 0.000000000000000000000000000000000000001, -0.01, 32767, 1e-45, 0.1, false,
                 -0.01, '0044-03-15 BC', '00:00', '00:00:00-15:59', '4713-01-01 00:00 BC', '294276-12-31 23:59:59.999999Z',
                 '178000000 years', 'null', 'null', '', '{}', '{}', '{}', 'happy', '{}', ROW (NULL, ''), '', '', '1.2.3.4',
                 '::/0', '00:00:00:00:00:00', '(-0,NaN)', '((0,0))', '[1,5)', 'empty', '{}', '', '', 'pg_class'),
                (NULL, NULL, NULL, NULL, 1e1000, 9999999999.99, NULL, 'Infinity', 1.7976931348623157e308, NULL, NULL,
                 '5874897-12-31', NULL, NULL, NULL, '0001-01-01 00:00:00Z', '1.5 sec', '"\\u0001"', '"a\\\\b"', '\\x5c78', NULL,
                 '[2:3]={1,2}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                 NULL, NULL)""");
        return new CopiedTable(connection, "every_type");
    }

    /** The text form of a value depends on settings, which may differ in a restore. */
    @Test
    void roundTripsValuesUnderOtherSettings() throws Exception {
        CopiedTable all = everyType();
        String[] odd = {
            "SET TimeZone = 'Pacific/Marquesas'",
            "SET IntervalStyle = 'sql_standard'",
            "SET lc_monetary = 'C'",
            "SET bytea_output = 'escape'",
            "SET extra_float_digits = 0",
            "SET ouigate.search_path = 'types, public'"
        };
        String[] others = {
            "SET TimeZone = 'America/New_York'",
            "SET IntervalStyle = 'iso_8601'",
            "SET bytea_output = 'hex'",
            "SET array_nulls = off",
            "SET xmloption = 'document'",
            "SET ouigate.search_path = ''"
        };
        List<List<String>> before = all.values();
        connection.commit();

        all.execute(odd);
        Map<String, String> settings = all.copy().settings();
        byte[] rows = all.out();
        all.execute("DELETE FROM public.every_type");
        connection.commit();
        all.execute(others);
        connection.commit();
        all.copy().use(settings);
        all.in(rows);
        connection.commit();
        all.execute("RESET ALL", "SET extra_float_digits = 3", "SET search_path = pg_catalog");

        assertThat(settings).containsEntry("TimeZone", "Pacific/Marquesas").containsKey("search_path");
        assertThat(all.values()).isEqualTo(before);
    }

    @Test
    void roundTripsRandomValues() throws Exception {
        shop.execute(
                "CREATE TABLE random_values (id int, n numeric, f8 float8, f4 float4, tz timestamptz, iv interval,"
                        + " by bytea, ta text[], j jsonb)",
                """
                INSERT INTO random_values
                SELECT i, (random() - 0.5)::numeric * 10::numeric ^ (i % 60 - 30), (random() - 0.5) * 10 ^ (i % 600 - 300),
                       ((random() - 0.5) * 10 ^ (i % 70 - 35))::float4, to_timestamp((random() - 0.3) * 1e11),
                       make_interval(months => (random() * 1e4 - 5e3)::int, secs => random() * 1e9 - 5e8),
                       decode(md5(random()::text), 'hex'), ARRAY[chr(1 + i % 55000), NULL, md5(i::text), '"', '\\', ''],
                       jsonb_build_object(chr(1 + i % 55000), random(), 'x', NULL)
                FROM generate_series(0, 4000) AS i""");

        new CopiedTable(connection, "random_values").assertComesBack();
    }

    @Test
    void copiesAPartitionedTableWithAllItsRows() throws Exception {
        shop.execute(
                "CREATE TABLE notes (id int PRIMARY KEY, body text) PARTITION BY RANGE (id)",
                "CREATE TABLE notes_1 PARTITION OF notes FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE notes_2 (extra int, body text, id int NOT NULL)",
                "ALTER TABLE notes_2 DROP COLUMN extra",
                "ALTER TABLE notes ATTACH PARTITION notes_2 FOR VALUES FROM (10) TO (20)",
                "INSERT INTO notes SELECT i, 'note ' || i FROM generate_series(0, 19) AS i");

        new CopiedTable(connection, "notes").assertComesBack();
        assertThat(shop.count("notes_2")).isEqualTo(10);
    }

    @Test
    void omitsRowsOfInheritingTables() throws Exception {
        shop.execute(
                "CREATE TABLE notes (id int)",
                "CREATE TABLE old_notes () INHERITS (notes)",
                "INSERT INTO notes VALUES (1)",
                "INSERT INTO old_notes VALUES (2)");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        CopiedTable notes = new CopiedTable(connection, "notes");
        long count = notes.copy().out(notes.name(), List.of("id"), Condition.NONE, rows -> {}, bytes);

        assertThat(count).isEqualTo(1);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("id\n1\n");
    }

    @Test
    void columnsAreIndependentOfTheSession() throws Exception {
        CopiedTable all = everyType();
        all.execute("ALTER TABLE public.every_type DROP COLUMN u", "SET search_path = types");
        if (version >= 18) {
            all.execute("ALTER TABLE public.every_type ADD v2 text GENERATED ALWAYS AS (upper(t)) VIRTUAL");
        }

        List<Column> columns = all.tables().columns(all.name());

        assertThat(columns)
                .startsWith(new Column("id", "bigint", false, true), new Column("t", "text", false, false))
                .contains(
                        new Column("n2", "numeric(12,2)", false, false),
                        new Column("e", "types.mood", false, false),
                        new Column("ea", "types.mood[]", false, false),
                        new Column("s", "types.short", false, false),
                        new Column("tz", "timestamp with time zone", false, false),
                        new Column("g", "text", true, false));
        assertThat(columns.stream().filter(Column::generated)).hasSize(version >= 18 ? 2 : 1);
        all.assertComesBack();
    }
}
