package io.github.ouigate.job.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job of {@code init --table p --where old --with-children} deletes the same rows as {@code DELETE FROM p WHERE old}
 * with keys that cascade. Each scenario has rows that a key's values match but that the key does not constrain.
 */
class KeyConditionsTest {
    private static final String[] PARENT = {
        "CREATE TABLE p (id int PRIMARY KEY, old boolean)", "INSERT INTO p VALUES (1, true), (2, false), (3, true)"
    };

    @TempDir
    private Path directory;

    static Stream<Arguments> scenarios() {
        return Stream.of(
                scenario(
                        "a key of one partition beside a key of the table",
                        "CREATE TABLE q (id int, a int, b int REFERENCES p ON DELETE :action) PARTITION BY LIST (id)",
                        "CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1, 2, 3)",
                        "CREATE TABLE q2 PARTITION OF q DEFAULT",
                        "ALTER TABLE q1 ADD FOREIGN KEY (a) REFERENCES p ON DELETE :action",
                        "INSERT INTO q VALUES (1, 1, NULL), (2, 2, 1), (3, NULL, 2), (4, 1, NULL), (5, 1, 1), (6, 9, 2)"),
                scenario(
                        "a key to a table that another inherits from",
                        "CREATE TABLE q (id int PRIMARY KEY, p int REFERENCES p ON DELETE :action)",
                        "CREATE TABLE heir (PRIMARY KEY (id), FOREIGN KEY (p) REFERENCES p ON DELETE :action) INHERITS (q)",
                        "CREATE TABLE c (q int REFERENCES q ON DELETE :action, h int REFERENCES heir ON DELETE :action)",
                        "INSERT INTO q VALUES (1, 1), (2, 2)",
                        "INSERT INTO heir VALUES (1, 2), (2, 3)",
                        "INSERT INTO c VALUES (1, NULL), (2, NULL), (NULL, 1), (NULL, 2), (2, 1)"),
                scenario(
                        "a key of one partition",
                        "CREATE TABLE q (id int, a int) PARTITION BY LIST (id)",
                        "CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1, 2, 3)",
                        "CREATE TABLE q2 PARTITION OF q DEFAULT",
                        "ALTER TABLE q1 ADD FOREIGN KEY (a) REFERENCES p ON DELETE :action",
                        "INSERT INTO q VALUES (1, 1), (2, 2), (3, NULL), (4, 1), (5, 9)"),
                scenario(
                        "a key of a partition with partitions, whose columns are in another order",
                        "CREATE TABLE q (id int, a int, b int REFERENCES p ON DELETE :action) PARTITION BY RANGE (id)",
                        "CREATE TABLE q1 (a int, b int, id int) PARTITION BY LIST (a)",
                        "CREATE TABLE q1a PARTITION OF q1 FOR VALUES IN (1)",
                        "CREATE TABLE q1b PARTITION OF q1 DEFAULT",
                        "ALTER TABLE q ATTACH PARTITION q1 FOR VALUES FROM (0) TO (10)",
                        "CREATE TABLE q2 PARTITION OF q DEFAULT",
                        "ALTER TABLE q1 ADD FOREIGN KEY (a) REFERENCES p ON DELETE :action",
                        "INSERT INTO q VALUES (1, 1, NULL), (2, 2, 2), (3, 3, 2), (4, NULL, NULL), (11, 1, 2), (12, 1, 3)"),
                scenario(
                        "a key to one partition",
                        "CREATE TABLE q (id int, p int REFERENCES p ON DELETE :action, part int) PARTITION BY LIST (part)",
                        "CREATE TABLE q1 PARTITION OF q (PRIMARY KEY (id)) FOR VALUES IN (1)",
                        "CREATE TABLE q2 PARTITION OF q DEFAULT",
                        "CREATE TABLE c (q int REFERENCES q1 ON DELETE :action)",
                        "INSERT INTO q VALUES (1, 2, 1), (2, 1, 1), (1, 1, 2), (3, NULL, 1)",
                        "INSERT INTO c VALUES (1), (2), (3), (NULL)"),
                scenario(
                        "keys from partitions to partitions, at several levels",
                        "CREATE TABLE q (id int, p int REFERENCES p ON DELETE :action, part int) PARTITION BY LIST (part)",
                        "CREATE TABLE q1 PARTITION OF q (PRIMARY KEY (id)) FOR VALUES IN (1)",
                        "CREATE TABLE q2 PARTITION OF q (PRIMARY KEY (id)) FOR VALUES IN (2)",
                        "CREATE TABLE c (id int, q int, p int REFERENCES p ON DELETE :action, part int)"
                                + " PARTITION BY LIST (part)",
                        "CREATE TABLE c1 PARTITION OF c (UNIQUE (id)) FOR VALUES IN (1)",
                        "CREATE TABLE c2 PARTITION OF c (UNIQUE (id)) FOR VALUES IN (2)",
                        "CREATE TABLE c3 PARTITION OF c DEFAULT",
                        "ALTER TABLE c1 ADD FOREIGN KEY (q) REFERENCES q1 ON DELETE :action",
                        "ALTER TABLE c2 ADD FOREIGN KEY (q) REFERENCES q2 ON DELETE :action",
                        "CREATE TABLE d (c int REFERENCES c1 (id) ON DELETE :action)",
                        "INSERT INTO q VALUES (1, 1, 1), (2, 2, 1), (1, 2, 2), (2, 3, 2)",
                        "INSERT INTO c VALUES (1, 1, NULL, 1), (2, 2, NULL, 1), (1, 1, NULL, 2), (2, 2, 2, 2),"
                                + " (1, 1, NULL, 3), (2, 2, NULL, 3), (3, 9, 1, 3)",
                        "INSERT INTO d VALUES (1), (2), (NULL)"),
                scenario(
                        "a key of a table that another inherits from",
                        "CREATE TABLE c (id int, p int REFERENCES p ON DELETE :action)",
                        "CREATE TABLE heir () INHERITS (c)",
                        "INSERT INTO c VALUES (1, 1), (2, 2), (3, NULL)",
                        "INSERT INTO heir VALUES (4, 1), (5, 2), (6, 9)"),
                scenario(
                        "keys of a table and of one that inherits from it, of three",
                        "CREATE TABLE c (id int, p int REFERENCES p ON DELETE :action, other int)",
                        "CREATE TABLE heir () INHERITS (c)",
                        "CREATE TABLE late () INHERITS (heir)",
                        "ALTER TABLE heir ADD FOREIGN KEY (other) REFERENCES p ON DELETE :action",
                        "INSERT INTO c VALUES (1, 1, 2), (2, 2, 1)",
                        "INSERT INTO heir VALUES (3, 1, 2), (4, 2, 1)",
                        "INSERT INTO late VALUES (5, 1, 1)"),
                scenario(
                        "a key of an inheriting table only",
                        "CREATE TABLE c (id int, p int)",
                        "CREATE TABLE heir () INHERITS (c)",
                        "ALTER TABLE heir ADD FOREIGN KEY (p) REFERENCES p ON DELETE :action",
                        "INSERT INTO c VALUES (1, 1), (2, 2)",
                        "INSERT INTO heir VALUES (3, 1), (4, 2)"),
                scenario(
                        "two keys of a partition to two tables",
                        "CREATE TABLE q (id int PRIMARY KEY, p int REFERENCES p ON DELETE :action)",
                        "CREATE TABLE c (id int, p int, q int) PARTITION BY LIST (id)",
                        "CREATE TABLE c1 PARTITION OF c FOR VALUES IN (1, 2, 3, 4)",
                        "CREATE TABLE c2 PARTITION OF c FOR VALUES IN (5, 6)",
                        "CREATE TABLE c3 PARTITION OF c DEFAULT",
                        "ALTER TABLE c1 ADD FOREIGN KEY (p) REFERENCES p ON DELETE :action",
                        "ALTER TABLE c1 ADD FOREIGN KEY (q) REFERENCES q ON DELETE :action",
                        "ALTER TABLE c2 ADD FOREIGN KEY (q) REFERENCES q ON DELETE :action",
                        "INSERT INTO q VALUES (1, 2), (2, 1)",
                        "INSERT INTO c VALUES (1, 1, 1), (2, 2, 2), (3, 2, 1), (4, 3, NULL), (5, 1, 1), (6, 1, 2),"
                                + " (7, 1, 2)"),
                scenario(
                        "composite keys with NULLs",
                        "CREATE TABLE q (x int, \"Y y\" text, p int REFERENCES p ON DELETE :action, part int)"
                                + " PARTITION BY LIST (part)",
                        "CREATE TABLE q1 PARTITION OF q (PRIMARY KEY (x, \"Y y\")) FOR VALUES IN (1)",
                        "CREATE TABLE q2 PARTITION OF q DEFAULT",
                        "CREATE TABLE c (y varchar, x bigint, part int) PARTITION BY LIST (part)",
                        "CREATE TABLE c1 PARTITION OF c FOR VALUES IN (1)",
                        "CREATE TABLE \"c's 2\" PARTITION OF c FOR VALUES IN (2)",
                        "ALTER TABLE c1 ADD FOREIGN KEY (x, y) REFERENCES q1 (x, \"Y y\") ON DELETE :action",
                        "CREATE TABLE full_c (y text, x int, FOREIGN KEY (x, y) REFERENCES q1 (x, \"Y y\") MATCH FULL"
                                + " ON DELETE :action)",
                        "INSERT INTO q VALUES (1, 'a', 1, 1), (1, 'b', 2, 1), (2, 'a', NULL, 1), (2, 'b', 3, 2)",
                        "INSERT INTO c VALUES ('a', 1, 1), ('b', 1, 1), ('a', NULL, 1), (NULL, 1, 1), (NULL, NULL, 1),"
                                + " ('a', 1, 2), ('z', 1, 2)",
                        "INSERT INTO full_c VALUES ('a', 1), ('b', 1), (NULL, NULL)"),
                scenario(
                        "a key between the partitions of one table",
                        "CREATE TABLE q (id int, q int, p int REFERENCES p ON DELETE :action, part int)"
                                + " PARTITION BY LIST (part)",
                        "CREATE TABLE q1 PARTITION OF q (PRIMARY KEY (id)) FOR VALUES IN (1)",
                        "CREATE TABLE q2 PARTITION OF q DEFAULT",
                        "ALTER TABLE q2 ADD FOREIGN KEY (q) REFERENCES q1 ON DELETE :action",
                        // A row that references a deleted row is itself selected: the condition follows no
                        // self-reference.
                        "INSERT INTO q VALUES (1, 1, 1, 1), (2, 1, 2, 1), (3, 1, 3, 2), (4, 2, 2, 2), (1, 2, 2, 3)"));
    }

    static Stream<Arguments> examples() {
        return scenarios().limit(2);
    }

    static Stream<Arguments> others() {
        return scenarios().skip(2);
    }

    private static Arguments scenario(String name, String... definition) {
        return Arguments.of(name, definition);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    @Tag("slow")
    void selectTheRowsThatReferenceDeletedRows(String name, String[] definition) {
        assertSameRows(definition, "CASCADE", "old");
        assertSameRows(definition, "NO ACTION", "public.p.old -- those");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    @Tag("slow")
    void selectTheRowsThatReferenceAnyRow(String name, String[] definition) {
        assertSameRows(definition, "NO ACTION", "");
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void selectTheRowsInOtherScenarios(String name, String[] definition) {
        selectTheRowsThatReferenceDeletedRows(name, definition);
        selectTheRowsThatReferenceAnyRow(name, definition);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE heir (own int REFERENCES p) INHERITS (c)",
                "CREATE TABLE heir (own int UNIQUE) INHERITS (c); CREATE TABLE d (own int REFERENCES heir (own))"
            })
    void areRefusedForColumnsOfAnInheritingTable(String definition) {
        PostgresShop shop = shop(new String[] {"CREATE TABLE c (p int REFERENCES p)", definition}, "NO ACTION");
        Path job = directory.resolve("job.yaml");

        Result init = new CommandLineRun()
                .run("init", shop, "--table", "p", "--where", "old", "--with-children", "--output", job.toString());

        assertThat(init.exitCode()).as(init.output()).isEqualTo(4);
        assertThat(init.err())
                .contains("columns of public.heir that public.c does not have: own", "Nothing was written")
                .contains("Delete the rows of public.heir first, with a job of its own.");
        assertThat(job).doesNotExist();
    }

    private void assertSameRows(String[] definition, String action, String condition) {
        PostgresShop cascading = shop(definition, "CASCADE");
        PostgresShop shop = shop(definition, action);
        Path job = directory.resolve(action.replace(" ", "") + condition.length() + ".yaml");
        List<String> options = new ArrayList<>(List.of("--table", "p"));
        if (!condition.isEmpty()) {
            options.addAll(List.of("--where", condition));
        }
        options.addAll(List.of("--with-children", "--output", job.toString()));
        cascading.execute("DELETE FROM p" + (condition.isEmpty() ? "" : " WHERE " + condition));

        Result init = new CommandLineRun().run("init", shop, options.toArray(String[]::new));
        Result apply = new CommandLineRun().run("apply", shop, "--changelog", job.toString(), "-Dconfirmation=OUI");

        assertThat(init.exitCode()).as(init.output()).isZero();
        assertThat(apply.exitCode()).as(apply.output()).isZero();
        assertThat(rows(shop)).isEqualTo(rows(cascading));
    }

    private static PostgresShop shop(String[] definition, String action) {
        PostgresShop shop = new PostgresShop(PostgresServer.newest());
        shop.execute(PARENT);
        for (String statement : definition) {
            shop.execute(statement.replace(":action", action));
        }
        return shop;
    }

    private static List<String> rows(PostgresShop shop) {
        List<String> rows = new ArrayList<>();
        for (String table : shop.rows("SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND oid >= 16384"
                + " AND relname !~ '^databasechangelog' ORDER BY 1::text")) {
            shop.rows("SELECT * FROM ONLY " + table + " AS t ORDER BY t::text")
                    .forEach(row -> rows.add(table + " " + row));
        }
        return rows;
    }
}
