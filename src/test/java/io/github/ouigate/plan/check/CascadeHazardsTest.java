package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.testing.NewestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** Effects of foreign keys on tables outside the job. */
@ParameterizedClass
@NewestPostgres
class CascadeHazardsTest {
    private final PurgedShop shop;

    @TempDir
    private Path directory;

    CascadeHazardsTest(int version) {
        shop = new PurgedShop(version);
    }

    /** Returns each cascade of the plan as {@code effect table rows}. */
    private List<String> cascades(String... options) {
        List<String> cascades = new ArrayList<>();
        for (JsonNode cascade : shop.plan(options).path("cascades")) {
            cascades.add(cascade.path("effect").asText() + " "
                    + cascade.path("table").asText() + " "
                    + cascade.path("rows").asText());
        }
        return cascades;
    }

    private List<String> preserved(String... options) {
        List<String> preserved = new ArrayList<>();
        shop.plan(options)
                .path("preserved")
                .forEach(table -> preserved.add(table.path("table").asText()));
        return preserved;
    }

    /** Writes a job that deletes the rows of a with id 1 and 2; a has the ids 1 to 4. */
    private void jobOnA() {
        shop.execute("CREATE TABLE a (id int PRIMARY KEY)", "INSERT INTO a SELECT generate_series(1, 4)");
        shop.job(directory, "tableName: a, where: id <= 2");
    }

    @Test
    void areNotesIfNoRowIsAffected() {
        jobOnA();
        shop.execute(
                "CREATE TABLE b (id int PRIMARY KEY, a int UNIQUE REFERENCES a ON DELETE CASCADE)",
                "CREATE TABLE c (b int UNIQUE REFERENCES b ON DELETE SET NULL)",
                "INSERT INTO b VALUES (1, NULL), (2, 3)",
                "INSERT INTO c VALUES (1), (2)");

        assertThat(shop.hazards()).containsExactly("NOTE OUTSIDE_KEY public.b");
        assertThat(cascades()).isEmpty();

        shop.execute("INSERT INTO b VALUES (3, 1)", "INSERT INTO c VALUES (3)");
        assertThat(shop.plan().path("cascades").toString())
                .isEqualTo("[{\"table\":\"public.b\",\"effect\":\"DELETED\",\"rows\":1,\"keys\":["
                        + "{\"name\":\"b_a_fkey\",\"parent\":\"public.a\",\"action\":\"CASCADE\",\"columns\":[],"
                        + "\"rows\":1}]},"
                        + "{\"table\":\"public.c\",\"effect\":\"CHANGED\",\"rows\":1,\"keys\":["
                        + "{\"name\":\"c_b_fkey\",\"parent\":\"public.b\",\"action\":\"SET_NULL\",\"columns\":[\"b\"],"
                        + "\"rows\":1}]}]");

        shop.execute("DELETE FROM c WHERE b = 3", "DELETE FROM b WHERE id = 3");
        shop.assertApplied();
    }

    /**
     * The keys lead from a to b, c and d. The rows of e are reached through b and c; f references itself; g is changed
     * or deleted.
     */
    @Test
    void areFollowedAndEachRowIsCountedOnce() {
        jobOnA();
        shop.execute(
                "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE)",
                "CREATE TABLE c (id int PRIMARY KEY, b int REFERENCES b ON DELETE CASCADE)",
                "CREATE TABLE d (id int PRIMARY KEY, c int REFERENCES c ON DELETE SET NULL)",
                "CREATE TABLE e (id int PRIMARY KEY, b int REFERENCES b ON DELETE CASCADE,"
                        + " c int REFERENCES c ON DELETE CASCADE)",
                "CREATE TABLE f (id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE,"
                        + " f int REFERENCES f ON DELETE CASCADE)",
                "CREATE TABLE g (id int PRIMARY KEY, b int REFERENCES b ON DELETE SET NULL,"
                        + " c int REFERENCES c ON DELETE SET NULL, f int REFERENCES f ON DELETE CASCADE)",
                "INSERT INTO b SELECT n, (n + 1) / 2 FROM generate_series(1, 8) n", // 1-4 go
                "INSERT INTO c SELECT n, (n + 1) / 2 FROM generate_series(1, 16) n", // 1-8 go
                "INSERT INTO d SELECT n, n FROM generate_series(1, 16) n", // 8 change
                "INSERT INTO e VALUES (1, 1, 16), (2, 8, 1), (3, 1, 1), (4, 8, 16)", // 3 go
                "INSERT INTO f VALUES (1, 1, NULL), (2, 4, 1), (3, 4, 2), (4, 4, NULL), (5, NULL, 4)", // 1, 2, 3 go
                "INSERT INTO g VALUES (1, 1, 1, NULL), (2, 1, 1, 3), (3, 8, 8, NULL), (4, 8, 16, 5)"); // 1, 3 change

        String[] allowed = new String[12];
        for (int i = 0; i < 6; i++) {
            allowed[2 * i] = "--allow-writes";
            allowed[2 * i + 1] = "public." + "bcdefg".charAt(i);
        }
        assertThat(cascades())
                .containsExactlyInAnyOrder(
                        "DELETED public.b 4",
                        "DELETED public.c 8",
                        "CHANGED public.d 8",
                        "DELETED public.e 3",
                        "DELETED public.f 3",
                        "DELETED public.g 1",
                        "CHANGED public.g 2");
        assertThat(shop.hazards()).contains("BLOCK OUTSIDE_CASCADE public.b", "BLOCK OUTSIDE_CASCADE public.g");
        assertThat(preserved()).doesNotContain("public.b", "public.d", "public.g");
        assertThat(shop.hazards(allowed)).noneMatch(hazard -> hazard.startsWith("BLOCK"));
        assertThat(shop.hazards("--max-rows", "30")).contains("BLOCK TOO_MANY_ROWS");
        assertThat(shop.hazards("--max-rows", "31")).doesNotContain("BLOCK TOO_MANY_ROWS");
    }

    @Test
    @Tag("slow")
    void areFollowedAroundACycleOfTables() {
        jobOnA();
        shop.execute(
                "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE, c int)",
                "CREATE TABLE c (id int PRIMARY KEY, b int REFERENCES b ON DELETE CASCADE)",
                "ALTER TABLE b ADD FOREIGN KEY (c) REFERENCES c ON DELETE CASCADE",
                "INSERT INTO b VALUES (1, 1, NULL), (2, 4, NULL), (3, NULL, NULL), (4, NULL, NULL)",
                "INSERT INTO c VALUES (1, 1), (2, 3), (3, 2)",
                "UPDATE b SET c = 1 WHERE id = 3",
                "UPDATE b SET c = 3 WHERE id = 4");

        assertThat(cascades()).containsExactlyInAnyOrder("DELETED public.b 2", "DELETED public.c 2");
        String[] allowed = {"--allow-writes", "public.b", "--allow-writes", "public.c"};
        assertThat(shop.hazards(allowed)).contains("WARN ARCHIVE_CIRCLE public.b", "WARN ARCHIVE_CIRCLE public.c");
        String[] archived = {allowed[0], allowed[1], allowed[2], allowed[3], "--archive", directory.toString()};
        assertThat(shop.hazards(archived)).contains("BLOCK ARCHIVE_CIRCLE public.b", "BLOCK ARCHIVE_CIRCLE public.c");
        assertThat(shop.apply(archived).exitCode()).isEqualTo(4);
        shop.assertApplied(allowed);
        assertThat(shop.shop().count("b")).isEqualTo(2);
    }

    @Test
    void areCountedByCompositeKeysAndInPartitions() {
        shop.execute(
                "CREATE TABLE a (x int, y text, PRIMARY KEY (x, y)) PARTITION BY LIST (x)",
                "CREATE TABLE a1 PARTITION OF a FOR VALUES IN (1)",
                "CREATE TABLE a2 PARTITION OF a FOR VALUES IN (2)",
                "INSERT INTO a VALUES (1, 'one'), (1, 'two'), (2, 'one')",
                "CREATE TABLE b (id int, x int, y text, PRIMARY KEY (id),"
                        + " FOREIGN KEY (x, y) REFERENCES a ON DELETE CASCADE) PARTITION BY LIST (id)",
                "CREATE TABLE b1 PARTITION OF b FOR VALUES IN (1, 2, 3)",
                "CREATE TABLE b2 PARTITION OF b DEFAULT",
                "INSERT INTO b VALUES (1, 1, 'one'), (2, 1, NULL), (3, 2, 'one'), (4, 1, 'two'), (5, NULL, 'one')",
                // A key of one partition alone, and one to a partition.
                "CREATE TABLE p (id int PRIMARY KEY, b int, x int, y text) PARTITION BY LIST (id)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2, 3)",
                "CREATE TABLE p2 PARTITION OF p DEFAULT",
                "ALTER TABLE p1 ADD FOREIGN KEY (b) REFERENCES b ON DELETE CASCADE",
                "ALTER TABLE p ADD FOREIGN KEY (x, y) REFERENCES a ON DELETE CASCADE",
                "INSERT INTO p VALUES (1, 1, 1, 'one'), (2, 4, 2, 'one'), (3, 3, 2, 'one'), (4, 1, 1, 'two'),"
                        + " (5, 1, 2, 'one')",
                "CREATE TABLE q (x int, y text, FOREIGN KEY (x, y) REFERENCES a1 ON DELETE CASCADE)",
                "INSERT INTO q VALUES (1, 'one'), (1, NULL)",
                // A key of one partition that acts on nothing: the rows of the others do not matter.
                "CREATE TABLE r (id int PRIMARY KEY, x int, y text) PARTITION BY LIST (id)",
                "CREATE TABLE r1 PARTITION OF r FOR VALUES IN (1)",
                "CREATE TABLE r2 PARTITION OF r DEFAULT",
                "ALTER TABLE r1 ADD FOREIGN KEY (x, y) REFERENCES a",
                "INSERT INTO r VALUES (1, 2, 'one'), (2, 1, 'one')");
        shop.job(directory, "tableName: a, where: x = 1");

        assertThat(shop.hazards()).contains("NOTE OUTSIDE_KEY public.r");

        assertThat(cascades())
                .containsExactlyInAnyOrder("DELETED public.b 2", "DELETED public.p 3", "DELETED public.q 1");
    }

    @Test
    @Tag("slow")
    void areRefusedIfTheyCannotBeCountedOrLocked() {
        jobOnA();
        shop.execute(
                "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE)",
                "CREATE TABLE c (id int PRIMARY KEY, b int REFERENCES b ON DELETE SET NULL)",
                "INSERT INTO b VALUES (1, 1)",
                "INSERT INTO c VALUES (1, 1)");
        shop.connectAs("clerk", "SELECT, DELETE ON a", "SELECT ON b");
        String[] allowed = {"--allow-writes", "public.b", "--allow-writes", "public.c"};

        assertThat(shop.hazards(allowed)).contains("BLOCK RIGHT_MISSING public.b", "BLOCK CASCADE_UNREADABLE public.c");

        shop.execute(shop.remedyStatement(Code.CASCADE_UNREADABLE), shop.remedyStatement(Code.RIGHT_MISSING));
        shop.execute(shop.remedyStatement(Code.RIGHT_MISSING));
        assertThat(shop.hazards(allowed)).noneMatch(hazard -> hazard.startsWith("BLOCK"));

        shop.execute("ALTER TABLE c ENABLE ROW LEVEL SECURITY");
        assertThat(shop.hazards(allowed)).contains("BLOCK CASCADE_UNREADABLE public.c");
    }

    @Test
    void areRefusedIntoTheTablesOfTheJob() {
        jobOnA();
        shop.execute(
                "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE)",
                "CREATE TABLE c (id int PRIMARY KEY, b int REFERENCES b ON DELETE CASCADE)",
                "INSERT INTO b SELECT n, n FROM generate_series(1, 4) n",
                "INSERT INTO c SELECT n, n FROM generate_series(1, 4) n");
        String[] allowed = {"--allow-writes", "public.b"};

        shop.job(directory, "tableName: a, where: id <= 2", "tableName: c");
        assertThat(shop.hazards(allowed)).contains("BLOCK CASCADE_INTO_JOB public.c");

        shop.job(directory, "tableName: c, where: id = 1", "tableName: a, where: id <= 2");
        assertThat(shop.hazards(allowed)).contains("BLOCK CASCADE_PAST_WHERE public.c");

        shop.job(directory, "tableName: c", "tableName: a, where: id <= 2");
        assertThat(shop.hazards(allowed)).noneMatch(hazard -> hazard.startsWith("BLOCK"));
    }

    @Test
    void areRefusedIfPreservedRowsReferenceTheirRows() {
        jobOnA();
        shop.execute(
                "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE)",
                "CREATE TABLE c (id int PRIMARY KEY, b int REFERENCES b)",
                "INSERT INTO b VALUES (1, 1)",
                "INSERT INTO c VALUES (1, 1)");

        assertThat(shop.hazards("--allow-writes", "public.b")).contains("BLOCK OUTSIDE_REFERENCES public.c");
    }

    @Test
    void nameTheirTriggersAndMissingIndexes() {
        jobOnA();
        shop.execute(
                "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE)",
                "CREATE TABLE c (id int PRIMARY KEY, b int REFERENCES b ON DELETE SET NULL)",
                "INSERT INTO b SELECT n, n FROM generate_series(1, 4) n",
                "INSERT INTO c SELECT n, n FROM generate_series(1, 4) n",
                "CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
                "CREATE TRIGGER of_b BEFORE DELETE ON b FOR EACH ROW EXECUTE FUNCTION log()",
                "CREATE TRIGGER of_c BEFORE DELETE ON c FOR EACH ROW EXECUTE FUNCTION log()",
                "CREATE TRIGGER of_c_too BEFORE UPDATE ON c FOR EACH ROW EXECUTE FUNCTION log()");
        String[] allowed = {"--allow-writes", "public.b", "--allow-writes", "public.c"};

        assertThat(shop.hazards(allowed))
                .containsExactlyInAnyOrder(
                        "WARN OUTSIDE_CASCADE public.b",
                        "WARN OUTSIDE_CASCADE public.c",
                        "WARN TRIGGER public.b",
                        "WARN TRIGGER public.c",
                        "NOTE MISSING_INDEX public.b",
                        "NOTE MISSING_INDEX public.c");
        assertThat(shop.plan(allowed).path("hazards").toString())
                .contains("of_c_too fires when rows of public.c are changed");
    }

    @Test
    void areRefusedIfChangedColumnsAreReferenced() {
        jobOnA();
        shop.execute(
                "CREATE TABLE b (id int PRIMARY KEY, a int UNIQUE REFERENCES a ON DELETE SET NULL)",
                "CREATE TABLE c (a int REFERENCES b (a) ON UPDATE CASCADE)",
                "INSERT INTO b VALUES (1, 1)",
                "INSERT INTO c VALUES (1)");

        assertThat(shop.hazards("--allow-writes", "public.b")).contains("BLOCK CHANGED_IS_REFERENCED public.b");
    }

    /**
     * The types are not on the search path: 'abc' references 'ABC', and the search path has no other equality operator.
     */
    @Test
    @Tag("slow")
    void areFoundByTheOperatorsOfTheKeys() {
        shop.execute(
                "CREATE SCHEMA types",
                "CREATE EXTENSION citext SCHEMA types",
                "CREATE EXTENSION ltree SCHEMA types",
                "CREATE TABLE a (n int, id types.citext PRIMARY KEY, path types.ltree UNIQUE)",
                "INSERT INTO a VALUES (1, 'ABC', 'x.y'), (3, 'DEF', 'z')",
                "CREATE TABLE b (n int, a types.citext UNIQUE REFERENCES a)",
                "INSERT INTO b VALUES (1, 'abc')",
                "CREATE TABLE c (a types.citext UNIQUE REFERENCES a)",
                "INSERT INTO c VALUES ('Abc')",
                "CREATE TABLE d (path types.ltree UNIQUE REFERENCES a (path) ON DELETE CASCADE)",
                "INSERT INTO d VALUES ('x.y'), ('z')",
                "CREATE TABLE e (id types.citext PRIMARY KEY, up types.citext UNIQUE REFERENCES e ON DELETE CASCADE,"
                        + " a types.citext UNIQUE REFERENCES a ON DELETE CASCADE)",
                "INSERT INTO e VALUES ('R', NULL, 'aBC'), ('S', 'r', NULL), ('T', 's', NULL), ('U', NULL, 'def')");
        shop.job(directory, "tableName: b, where: n = 2", "tableName: a, where: n <= 2");

        assertThat(cascades()).containsExactlyInAnyOrder("DELETED public.d 1", "DELETED public.e 3");
        assertThat(shop.hazards()).contains("BLOCK STILL_REFERENCED public.b", "BLOCK OUTSIDE_REFERENCES public.c");
    }

    /** A key compares by the collation of the referenced column. */
    @Test
    @Tag("slow")
    void areFoundByTheCollationsOfTheKeys() {
        shop.execute(
                "CREATE TABLE a (n int, id text COLLATE \"C\" UNIQUE, m int, UNIQUE (n, id))",
                "INSERT INTO a VALUES (1, 'x'), (3, 'z')",
                "CREATE TABLE b (n int, a text COLLATE \"POSIX\" UNIQUE REFERENCES a (id) ON DELETE CASCADE)",
                "INSERT INTO b VALUES (1, 'x'), (3, 'z')",
                "CREATE TABLE c (n int, a text, FOREIGN KEY (n, a) REFERENCES a (n, id))",
                "INSERT INTO c VALUES (1, 'x'), (3, 'z')",
                "CREATE TABLE d (id text PRIMARY KEY, up text COLLATE \"C\" UNIQUE REFERENCES d ON DELETE CASCADE,"
                        + " b text UNIQUE REFERENCES b (a) ON DELETE CASCADE)",
                "INSERT INTO d VALUES ('r', NULL, 'x'), ('s', 'r', NULL)");
        shop.job(directory, "tableName: a, where: n <= 2");

        assertThat(cascades()).containsExactlyInAnyOrder("DELETED public.b 1", "DELETED public.d 2");
        assertThat(shop.hazards()).contains("BLOCK OUTSIDE_REFERENCES public.c");
    }

    /** Different byte sequences can be equal keys: https://github.com/citusdata/citus/issues/8411. */
    @Test
    @Tag("slow")
    void areFoundByNondeterministicCollations() {
        shop.execute(
                "CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE a (n int, id text COLLATE any_case PRIMARY KEY)",
                "INSERT INTO a VALUES (1, 'ABC'), (3, 'DEF')",
                "CREATE TABLE b (a text COLLATE any_case UNIQUE REFERENCES a ON DELETE CASCADE)",
                "INSERT INTO b VALUES ('abc'), ('def')",
                "CREATE TABLE c (a text COLLATE any_case REFERENCES a)",
                "INSERT INTO c VALUES ('Abc')");
        shop.job(directory, "tableName: a, where: n <= 2");

        assertThat(cascades()).containsExactly("DELETED public.b 1");
        assertThat(shop.hazards()).contains("BLOCK OUTSIDE_REFERENCES public.c");
    }

    /** Since PostgreSQL 18, a key can have a period, which overlaps the referenced ones. */
    @Test
    @Tag("slow")
    void areFoundByTheirPeriods() {
        shop.execute(
                "CREATE EXTENSION btree_gist",
                "CREATE TABLE a (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS))",
                "INSERT INTO a VALUES (1, '[0,10)'), (1, '[10,20)'), (2, '[0,10)')",
                "CREATE TABLE b (id int, during int4range, FOREIGN KEY (id, PERIOD during) REFERENCES a (id, PERIOD during))",
                "CREATE INDEX ON b USING gist (id, during)",
                "INSERT INTO b VALUES (1, '[0,5)'), (1, '[8,12)'), (2, '[2,3)')");
        shop.job(directory, "tableName: a, where: lower(during) = 10");

        assertThat(shop.hazards()).containsExactly("BLOCK OUTSIDE_REFERENCES public.b");
        assertThat(shop.plan().path("hazards").path(0).path("message").asText()).contains("one of its rows references");
    }
}
