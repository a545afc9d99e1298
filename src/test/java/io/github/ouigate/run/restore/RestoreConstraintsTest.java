package io.github.ouigate.run.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Constraints and partitions changed since the purge are compared with the archived rows before the prompt. */
@ParameterizedClass
@NewestPostgres
class RestoreConstraintsTest {
    private static final String NOCASE =
            "CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);";

    private final PostgresShop shop;
    private final int version;

    @TempDir
    private Path directory;

    RestoreConstraintsTest(int version) {
        this.version = version;
        this.shop = new PostgresShop(PostgresServer.version(version));
        shop.execute(
                "CREATE DOMAIN amount AS int",
                "CREATE TABLE events (id int, at date, n amount, word text, doubled int"
                        + " GENERATED ALWAYS AS (id % 2) STORED, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                "CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
                "CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
                "INSERT INTO events VALUES (1, '2024-01-02', 1, 'a'), (2, '2024-01-03', 2, 'A'), (3, '2025-01-02', NULL, 'a'),"
                        + " (4, '2025-01-03', NULL, NULL), (5, '2025-01-03', 7, 'b')");
    }

    private void archive() throws Exception {
        String job = JobFile.in(Files.createDirectory(directory.resolve("job")), "tableName: events")
                .toString();
        String archives = Files.createDirectory(directory.resolve("archives")).toString();
        Result result = Applying.confirmed(shop, "--changelog", job, "--archive", archives);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private Result restore() {
        return new CommandLineRun()
                .run("restore", shop, "--archive", directory.resolve("archives").toString(), "-Dconfirmation=OUI");
    }

    private void isFoundAndRemedied(String change, String code, String found, String remedy) throws Exception {
        archive();
        shop.execute(change.split("; "));

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err().replaceAll("\\s+", " ")).contains("[" + code + "]", found, remedy);
        assertThat(result.err()).doesNotContain("Type OUI");
        shop.execute(remedy.split("; "));
        Result remedied = restore();
        assertThat(remedied.exitCode()).as(remedied.output()).isZero();
        assertThat(shop.count("events")).isEqualTo(5);
    }

    @Test
    void namesRowsThatViolateANewUniqueIndexTogether() throws Exception {
        isFoundAndRemedied(
                "CREATE UNIQUE INDEX once_2025 ON events_2025 (at)",
                "ARCHIVE_DUPLICATES",
                "2 archived rows of public.events conflict with each other in at (once_2025): 2025-01-03.",
                "DROP INDEX public.once_2025;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE events_2025 ADD CONSTRAINT day UNIQUE (at)"
                        + " | 2 archived rows of public.events conflict with each other in at (day): 2025-01-03."
                        + " | ALTER TABLE public.events_2025 DROP CONSTRAINT day;",
                "CREATE UNIQUE INDEX low ON events_2024 (lower(word))"
                        + " | 2 archived rows of public.events conflict with each other in lower(word) (low): a."
                        + " | DROP INDEX public.low;",
                "CREATE UNIQUE INDEX few ON events_2025 (at) WHERE n IS NULL OR word = 'b'"
                        + " | 2 archived rows of public.events conflict with each other in at (few): 2025-01-03."
                        + " | DROP INDEX public.few;",
                "CREATE UNIQUE INDEX nulls ON events_2025 (n) NULLS NOT DISTINCT"
                        + " | 2 archived rows of public.events conflict with each other in n (nulls): NULL."
                        + " | DROP INDEX public.nulls;",
                "CREATE UNIQUE INDEX generated ON events_2025 (doubled)"
                        + " | 2 archived rows of public.events conflict with each other in doubled (generated): 1."
                        + " | DROP INDEX public.generated;",
                "ALTER TABLE events ADD more int DEFAULT 7; CREATE UNIQUE INDEX added ON events_2025 (more)"
                        + " | 3 archived rows of public.events conflict with each other in more (added): 7."
                        + " | DROP INDEX public.added;",
                NOCASE + " CREATE UNIQUE INDEX cases ON events_2024 (word COLLATE nocase)"
                        + " | 2 archived rows of public.events conflict with each other in word (cases): a, A."
                        + " | DROP INDEX public.cases;",
                "ALTER TABLE events_2025 ADD CONSTRAINT apart EXCLUDE USING gist (daterange(at, at + 1) WITH &&)"
                        + " | 2 archived rows of public.events conflict with each other in daterange(at, at + 1) (apart): [2025-01-03,2025-01-04)."
                        + " | ALTER TABLE public.events_2025 DROP CONSTRAINT apart;",
                "CREATE TABLE alone PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"
                        + " ALTER TABLE events DROP CONSTRAINT events_pkey; ALTER TABLE events ADD UNIQUE (at)"
                        + " | 2 archived rows of public.events conflict with each other in at (events_at_key): 2025-01-03."
                        + " | ALTER TABLE public.events DROP CONSTRAINT events_at_key;",
            })
    @Tag("slow")
    void findsDuplicatesOfEachKindOfKey(String change, String found, String remedy) throws Exception {
        assumeTrue(version >= 15 || !change.contains("NULLS NOT DISTINCT"));
        isFoundAndRemedied(change, "ARCHIVE_DUPLICATES", found, remedy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP TABLE events_2024 | 2 archived rows of public.events belong to no partition of public.events"
                        + " (RANGE (at)): 2024-01-02, 2024-01-03."
                        + " | CREATE TABLE public.events_restored PARTITION OF public.events DEFAULT;",
                "DROP TABLE events_2025; CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01')"
                        + " TO ('2026-01-01') PARTITION BY LIST (id); CREATE TABLE events_3 PARTITION OF events_2025"
                        + " FOR VALUES IN (3); CREATE TABLE rest PARTITION OF events DEFAULT"
                        + " | 2 archived rows of public.events belong to no partition of public.events_2025 (LIST (id)): 4, 5."
                        + " | CREATE TABLE public.events_2025_restored PARTITION OF public.events_2025 DEFAULT;",
            })
    @Tag("slow")
    void namesTheRowsWithoutAPartition(String change, String found, String remedy) throws Exception {
        isFoundAndRemedied(change, "ARCHIVE_NO_PARTITION", found, remedy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE events ADD CONSTRAINT few CHECK (n < 2) | ARCHIVE_CHECK"
                        + " | 2 archived rows of public.events violate the constraint few of public.events:"
                        + " CHECK (((n)::integer < 2)). Keys: (2, 2024-01-03), (5, 2025-01-03)."
                        + " | ALTER TABLE public.events DROP CONSTRAINT few;",
                "ALTER TABLE events_2025 ALTER n SET NOT NULL | ARCHIVE_NULL"
                        + " | 2 archived rows of public.events have no value for n, which is now NOT NULL"
                        + " (public.events_2025). Keys: (3, 2025-01-02), (4, 2025-01-03)."
                        + " | ALTER TABLE public.events_2025 ALTER COLUMN n DROP NOT NULL;"
            })
    void namesTheKeysOfRowsThatBreakAConstraint(String change, String code, String found, String remedy)
            throws Exception {
        isFoundAndRemedied(change, code, found, remedy);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE events_2025 ADD CONSTRAINT part CHECK (id > 3) | ARCHIVE_CHECK"
                        + " | One archived row of public.events violates the constraint part of public.events_2025:"
                        + " CHECK ((id > 3)). Keys: (3, 2025-01-02)."
                        + " | ALTER TABLE public.events_2025 DROP CONSTRAINT part;",
                "ALTER DOMAIN amount ADD CONSTRAINT small CHECK (VALUE < 7) | ARCHIVE_CHECK"
                        + " | One archived row of public.events violates the constraint small of public.amount:"
                        + " CHECK ((VALUE < 7)). Keys: (5, 2025-01-03). | ALTER DOMAIN public.amount DROP CONSTRAINT small;",
                "ALTER DOMAIN amount SET NOT NULL | ARCHIVE_NULL"
                        + " | 2 archived rows of public.events have no value for n, which is now NOT NULL (public.amount)."
                        + " Keys: (3, 2025-01-02), (4, 2025-01-03). | ALTER DOMAIN public.amount DROP NOT NULL;"
            })
    void namesTheKeysOfRowsThatBreakOtherConstraints(String change, String code, String found, String remedy)
            throws Exception {
        namesTheKeysOfRowsThatBreakAConstraint(change, code, found, remedy);
    }

    /** The catalog lists a renamed table after its partitions. */
    @Test
    void restoresIntoATableThatIsYoungerInTheCatalogThanItsDefaultPartition() throws Exception {
        shop.execute(
                "ALTER TABLE events RENAME TO old_events",
                "CREATE TABLE happened (LIKE old_events INCLUDING ALL) PARTITION BY RANGE (at)",
                "CREATE TABLE happened_2024 PARTITION OF happened FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
                "CREATE TABLE happened_otherwise PARTITION OF happened DEFAULT",
                "INSERT INTO happened SELECT id, at, n, word FROM old_events",
                "ALTER TABLE happened RENAME TO events");
        archive();

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.count("events")).isEqualTo(5);
    }

    @Test
    void findsReferencedRowsOfAPartitionAmongTheArchivedRows() throws Exception {
        shop.execute(
                "CREATE TABLE notes (id int PRIMARY KEY, event int, at date,"
                        + " FOREIGN KEY (event, at) REFERENCES events_2024 ON DELETE CASCADE)",
                "INSERT INTO notes VALUES (1, 1, '2024-01-02'), (2, 2, '2024-01-03')");
        String job = JobFile.in(Files.createDirectory(directory.resolve("job")), "tableName: events")
                .toString();
        String archives = Files.createDirectory(directory.resolve("archives")).toString();
        Result applied =
                Applying.confirmed(shop, "--changelog", job, "--archive", archives, "--allow-writes", "public.notes");
        assertThat(applied.exitCode()).as(applied.output()).isZero();

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.count("notes")).isEqualTo(2);
    }

    /** The rows conflict with those of their own partition; rows of the other partition do not matter. */
    @Test
    @Tag("slow")
    void comparesWithTheRowsOfThePartition() throws Exception {
        archive();
        shop.execute(
                "CREATE UNIQUE INDEX once_2024 ON events_2024 (word)",
                "INSERT INTO events VALUES (9, '2024-06-01', 3, 'a'), (10, '2025-06-01', 4, 'b')");

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err().replaceAll("\\s+", " "))
                .contains("public.events already has rows with 1 of the archived keys (word): a.", "once_2024");
    }

    @Test
    void restoresIntoCompatiblyChangedTables() throws Exception {
        archive();
        shop.execute(
                "CREATE UNIQUE INDEX all_differ ON events (id, at, lower(word))",
                "ALTER DOMAIN amount ADD CHECK (VALUE < 8)",
                "ALTER TABLE events ADD new uuid DEFAULT gen_random_uuid() NOT NULL",
                "CREATE UNIQUE INDEX new_differ ON events_2025 (new)",
                "ALTER TABLE events DETACH PARTITION events_2024",
                "CREATE TABLE events_rest PARTITION OF events DEFAULT");

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.count("events_rest")).isEqualTo(2);
    }
}
