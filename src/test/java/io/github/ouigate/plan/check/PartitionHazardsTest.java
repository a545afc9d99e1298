package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.testing.EveryPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** Tables whose rows are in other tables. */
@ParameterizedClass
@EveryPostgres
class PartitionHazardsTest {
    private static final String PARTITIONS = "NOTE PARTITIONS public.notes";

    private final PurgedShop shop;

    private final List<String> conversations;

    @TempDir
    private Path directory;

    PartitionHazardsTest(int version) {
        this.shop = new PurgedShop(version);
        this.conversations = shop.shop().conversations();
    }

    /** Creates ten notes: four old ones, four of this year, one of them without a subject, and two in the future. */
    @BeforeEach
    void purgesAPartitionedTable() {
        shop.execute(
                "CREATE TABLE notes (id int, year int) PARTITION BY RANGE (year)",
                "CREATE TABLE notes_old PARTITION OF notes FOR VALUES FROM (MINVALUE) TO (2026)",
                "CREATE TABLE notes_2026 PARTITION OF notes FOR VALUES FROM (2026) TO (2027) PARTITION BY LIST (id)",
                "CREATE TABLE notes_2026_first PARTITION OF notes_2026 FOR VALUES IN (5)",
                "CREATE TABLE notes_2026_rest PARTITION OF notes_2026 DEFAULT",
                "CREATE TABLE notes_new PARTITION OF notes DEFAULT",
                "INSERT INTO notes SELECT n, 2025 + (n - 1) / 4 FROM generate_series(1, 10) n");
        shop.job(directory, "tableName: notes");
    }

    @Test
    void countsAndDeletesFromEachPartition() {
        assertThat(shop.hazards()).containsExactly(PARTITIONS);
        assertThat(parts())
                .containsExactlyInAnyOrder(
                        "public.notes_old 4",
                        "public.notes_2026 0",
                        "public.notes_2026_first 1",
                        "public.notes_2026_rest 3",
                        "public.notes_new 2");
        assertThat(shop.plan().path("deletions").findValuesAsText("rows")).contains("10");

        shop.assertApplied();
        assertThat(shop.shop().count("notes")).isZero();
        assertThat(shop.shop().conversations()).isEqualTo(conversations);
    }

    @Test
    @Tag("slow")
    void countsEachPartitionUnderACondition() {
        shop.job(directory, "tableName: notes, where: \"id > 4 -- the first ones stay\"");

        assertThat(shop.hazards()).containsExactly(PARTITIONS);
        assertThat(parts()).contains("public.notes_old 0", "public.notes_2026_rest 3");
        shop.assertApplied();
        assertThat(shop.shop().count("notes")).isEqualTo(4);
    }

    @Test
    @Tag("slow")
    void ignoresADetachedTable() {
        shop.execute(
                "DROP TABLE notes_2026, notes_new",
                "ALTER TABLE notes DETACH PARTITION notes_old",
                "ALTER TABLE notes RENAME TO parent",
                "ALTER TABLE notes_old RENAME TO notes");

        assertThat(shop.hazards()).isEmpty();
        shop.assertApplied();
        assertThat(shop.shop().count("notes")).isZero();
    }

    @Test
    @Tag("slow")
    void deletesFromASinglePartition() {
        shop.job(directory, "tableName: notes_old");

        assertThat(shop.hazards()).isEmpty();
        shop.assertApplied();
        assertThat(shop.shop().count("notes_old")).isZero();
        assertThat(shop.shop().count("notes")).isEqualTo(6);
    }

    @Test
    @Tag("slow")
    void findsTheForeignKeyOfAPartition() {
        shop.execute(
                "CREATE TABLE years (year int PRIMARY KEY)",
                "INSERT INTO years VALUES (2025)",
                "ALTER TABLE notes_old ADD FOREIGN KEY (year) REFERENCES years",
                "CREATE INDEX ON notes_old (year)");
        shop.job(directory, "tableName: years", "tableName: notes");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PARTITIONS, "BLOCK CHILD_AFTER_PARENT public.notes");
        shop.assertRefused(Hazard.Code.CHILD_AFTER_PARENT);

        shop.job(directory, "tableName: notes", "tableName: years");
        assertThat(shop.hazards()).containsExactly(PARTITIONS);
        shop.assertApplied();
        assertThat(shop.shop().count("notes")).isZero();
        assertThat(shop.shop().count("years")).isZero();
    }

    @Test
    void refusesAnotherTablesReferenceToAPartition() {
        shop.execute(
                "ALTER TABLE notes_old ADD UNIQUE (id)",
                "CREATE TABLE ratings (note int UNIQUE REFERENCES notes_old (id))",
                "INSERT INTO ratings VALUES (1)");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PARTITIONS, "BLOCK OUTSIDE_REFERENCES public.ratings");
        shop.assertRefused(Hazard.Code.OUTSIDE_REFERENCES);

        shop.execute("DELETE FROM ratings");
        assertThat(shop.hazards()).containsExactlyInAnyOrder(PARTITIONS, "NOTE OUTSIDE_KEY public.ratings");
        shop.assertApplied();
    }

    @Test
    @Tag("slow")
    void reportsAnInheritedKeyOnce() {
        shop.execute(
                "ALTER TABLE notes ADD UNIQUE (id, year)",
                "CREATE TABLE ratings (note int, year int, UNIQUE (note, year)) PARTITION BY LIST (note)",
                "CREATE TABLE ratings_all PARTITION OF ratings DEFAULT",
                "ALTER TABLE ratings ADD FOREIGN KEY (note, year) REFERENCES notes (id, year)");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PARTITIONS, "NOTE OUTSIDE_KEY public.ratings");
        shop.assertApplied();
    }

    @Test
    @Tag("slow")
    void reportsOnlyRowsThatReferenceThePurgedPartition() {
        shop.execute(
                "ALTER TABLE notes ADD UNIQUE (id, year)",
                "CREATE TABLE ratings (note int, year int, UNIQUE (note, year),"
                        + " FOREIGN KEY (note, year) REFERENCES notes (id, year))",
                "INSERT INTO ratings VALUES (10, 2027)");
        shop.job(directory, "tableName: notes_old");

        assertThat(shop.hazards()).containsExactly("NOTE OUTSIDE_KEY public.ratings");
        shop.assertApplied();
        assertThat(shop.shop().count("notes_old")).isZero();
        assertThat(shop.shop().count("ratings")).isOne();
    }

    @Test
    @Tag("slow")
    void refusesAForeignPartition() {
        shop.execute(
                "CREATE FOREIGN DATA WRAPPER nothing",
                "CREATE SERVER elsewhere FOREIGN DATA WRAPPER nothing",
                "DROP TABLE notes_new",
                "CREATE FOREIGN TABLE notes_far PARTITION OF notes DEFAULT SERVER elsewhere");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PARTITIONS, "BLOCK FOREIGN_PARTITION public.notes_far");
        shop.assertRefused(Hazard.Code.FOREIGN_PARTITION);

        shop.execute("ALTER TABLE notes DETACH PARTITION notes_far");
        assertThat(shop.hazards()).containsExactly(PARTITIONS);
    }

    @Test
    @Tag("slow")
    void refusesAnInheritingForeignTable() {
        shop.execute(
                "CREATE FOREIGN DATA WRAPPER nothing",
                "CREATE SERVER elsewhere FOREIGN DATA WRAPPER nothing",
                "CREATE TABLE memos AS TABLE notes",
                "CREATE FOREIGN TABLE memos_far () INHERITS (memos) SERVER elsewhere");
        shop.job(directory, "tableName: memos");

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(
                        "WARN INHERITING_TABLES public.memos", "BLOCK FOREIGN_PARTITION public.memos_far");
        shop.assertRefused(Hazard.Code.FOREIGN_PARTITION);

        shop.execute("DROP FOREIGN TABLE memos_far");
        assertThat(shop.hazards()).isEmpty();
    }

    @Test
    void warnsOfInheritingTablesAndDeletesFromThem() {
        shop.execute(
                "CREATE TABLE memos AS TABLE notes",
                "CREATE TABLE memos_kept (extra text) INHERITS (memos)",
                "CREATE TABLE memos_deep () INHERITS (memos_kept)",
                "INSERT INTO memos_kept VALUES (11, 2026), (12, 2026)",
                "INSERT INTO memos_deep VALUES (13, 2026)");
        shop.job(directory, "tableName: memos");

        assertThat(shop.hazards()).containsExactly("WARN INHERITING_TABLES public.memos");
        assertThat(parts()).containsExactlyInAnyOrder("public.memos_kept 2", "public.memos_deep 1");
        assertThat(shop.plan().path("deletions").findValuesAsText("rows")).contains("13");

        shop.assertApplied();
        assertThat(shop.shop().count("memos")).isZero();
        assertThat(shop.shop().count("notes")).isEqualTo(10);
    }

    /** A key constrains no rows of the tables that inherit from its own: they reference nothing. */
    @Test
    void ignoresRowsThatMatchAKeyOnlyByTheirValues() {
        shop.execute(
                "CREATE TABLE memos AS TABLE notes",
                "ALTER TABLE memos ADD PRIMARY KEY (id)",
                "CREATE TABLE tags (memo int REFERENCES memos)",
                "CREATE TABLE tags_kept () INHERITS (tags)",
                "INSERT INTO tags VALUES (9)",
                "INSERT INTO tags_kept VALUES (1), (2), (99)");
        shop.job(directory, "tableName: memos, where: id < 5");

        assertThat(shop.hazards()).noneMatch(hazard -> hazard.startsWith("BLOCK"));

        shop.assertApplied();
        assertThat(shop.shop().count("memos")).isEqualTo(6);
        assertThat(shop.shop().count("tags")).isEqualTo(4);
    }

    @Test
    @Tag("slow")
    void ignoresATableThatNoLongerInherits() {
        shop.execute(
                "CREATE TABLE memos AS TABLE notes",
                "CREATE TABLE memos_kept () INHERITS (memos)",
                "INSERT INTO memos_kept VALUES (11, 2026), (12, 2026)",
                "ALTER TABLE memos_kept NO INHERIT memos");
        shop.job(directory, "tableName: memos");

        assertThat(shop.hazards()).isEmpty();
        shop.assertApplied();
        assertThat(shop.shop().count("memos_kept")).isEqualTo(2);
    }

    @Test
    @Tag("slow")
    void refusesATableTogetherWithItsPartition() {
        shop.job(directory, "tableName: notes_2026_rest", "tableName: notes");

        assertThat(shop.hazards())
                .containsExactlyInAnyOrder(PARTITIONS, "BLOCK PART_OF_ANOTHER public.notes_2026_rest");
        shop.assertRefused(Hazard.Code.PART_OF_ANOTHER);

        shop.job(directory, "tableName: notes");
        assertThat(shop.hazards()).containsExactly(PARTITIONS);
    }

    @Test
    @Tag("slow")
    void warnsOfATriggerOfAPartition() {
        shop.execute(
                "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER rows AFTER DELETE ON notes_old FOR EACH ROW EXECUTE FUNCTION nothing()",
                "CREATE TRIGGER statements AFTER DELETE ON notes_old EXECUTE FUNCTION nothing()");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PARTITIONS, "WARN TRIGGER public.notes_old");
        assertThat(shop.hazard(Hazard.Code.TRIGGER).path("message").asText()).contains("trigger rows");

        shop.execute(shop.remedyStatement(Hazard.Code.TRIGGER));
        assertThat(shop.hazards()).containsExactly(PARTITIONS);
        shop.assertApplied();
    }

    @Test
    @Tag("slow")
    void warnsOfAnInheritedTriggerOnce() {
        shop.execute(
                "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER rows AFTER DELETE ON notes FOR EACH ROW EXECUTE FUNCTION nothing()");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PARTITIONS, "WARN TRIGGER public.notes");

        shop.execute(shop.remedyStatement(Hazard.Code.TRIGGER));
        assertThat(shop.hazards()).containsExactly(PARTITIONS);
    }

    @Test
    @Tag("slow")
    void warnsOfAnInheritedTriggerOfThePurgedPartition() {
        shop.execute(
                "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER rows AFTER DELETE ON notes FOR EACH ROW EXECUTE FUNCTION nothing()");
        shop.job(directory, "tableName: notes_old");

        assertThat(shop.hazards()).containsExactly("WARN TRIGGER public.notes_old");

        shop.execute(shop.remedyStatement(Hazard.Code.TRIGGER));
        assertThat(shop.hazards()).isEmpty();
    }

    @Test
    @Tag("slow")
    void warnsOfATriggerEnabledOnAPartitionOnly() {
        shop.execute(
                "CREATE TABLE deleted (id int)",
                "CREATE FUNCTION log_it() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO deleted VALUES (OLD.id); RETURN NULL; END'",
                "CREATE TRIGGER rows AFTER DELETE ON notes FOR EACH ROW EXECUTE FUNCTION log_it()",
                "ALTER TABLE notes DISABLE TRIGGER rows",
                "ALTER TABLE notes_old ENABLE TRIGGER rows");

        assertThat(shop.hazards()).containsExactlyInAnyOrder(PARTITIONS, "WARN TRIGGER public.notes_old");
        shop.assertApplied("--allow-writes", "public.deleted");
        assertThat(shop.shop().count("deleted")).isEqualTo(4);
    }

    @Test
    @Tag("slow")
    void ignoresRulesAndRowSecurityOfPartitions() {
        String role = shop.connectAs("clerk", "SELECT, DELETE ON notes");
        shop.execute(
                "ALTER TABLE notes OWNER TO " + role,
                "CREATE RULE nothing AS ON DELETE TO notes_old DO INSTEAD NOTHING",
                "ALTER TABLE notes_old ENABLE ROW LEVEL SECURITY");

        assertThat(shop.hazards()).containsExactly(PARTITIONS);
        shop.assertApplied();
        assertThat(shop.shop().count("notes")).isZero();
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        for (JsonNode part : shop.plan().path("deletions").path(0).path("parts")) {
            parts.add(part.path("table").asText() + " " + part.path("rows").asText());
        }
        return parts;
    }
}
