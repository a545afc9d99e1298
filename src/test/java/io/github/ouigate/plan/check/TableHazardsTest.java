package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.postgres.PostgresDialect;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.lint.JobReader;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.planner.Planner;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.JobFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables that a name in the job can denote. */
@ParameterizedClass
@EveryPostgres
class TableHazardsTest {
    private final PurgedShop shop;

    private final List<String> conversations;

    @TempDir
    private Path directory;

    TableHazardsTest(int version) {
        this.shop = new PurgedShop(version);
        this.conversations = shop.shop().conversations();
    }

    @BeforeEach
    void purgesATableThatNothingIsTheMatterWith() {
        shop.execute("CREATE TABLE notes (id int)", "INSERT INTO notes VALUES (1), (2)");
        shop.job(directory, "tableName: notes");
        assertThat(shop.hazards()).isEmpty();
    }

    @Test
    void refusesAMissingTable() {
        shop.execute("ALTER TABLE notes RENAME TO memos");

        assertThat(shop.hazards()).containsExactly("BLOCK TABLE_MISSING notes");
        shop.assertRefused(Hazard.Code.TABLE_MISSING);

        shop.execute("ALTER TABLE memos RENAME TO notes");
        assertThat(shop.hazards()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            CREATE TABLE order_items (id int);         order_item; write tableName: order_items
            CREATE SCHEMA crm CREATE TABLE tickets (); ticket;     write schemaName: crm and tableName: tickets
            """)
    void suggestsASimilarTable(String statement, String name, String remedy) {
        shop.execute(statement);
        shop.job(directory, "tableName: " + name);

        JsonNode hazard = shop.hazard(Hazard.Code.TABLE_MISSING);

        assertThat(hazard.path("message").asText())
                .startsWith("The table " + name + " does not exist. Similar names: ");
        assertThat(hazard.path("remedy").asText()).contains(remedy);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            CREATE TABLE "Tickets" (id int);           tickets;    write tableName: Tickets
            CREATE TABLE "TICKETS" (id int);           TICKETS;    ALTER TABLE "public"."TICKETS" RENAME TO
            CREATE VIEW tickets AS SELECT 1 AS id;     ticket;     Name the underlying tables
            """)
    void suggestsASimilarTableOfAnotherCase(String statement, String name, String remedy) {
        suggestsASimilarTable(statement, name, remedy);
    }

    @Test
    void refusesATableThatIsNamedTwice() {
        shop.job(directory, "tableName: notes", "schemaName: public, tableName: notes");

        assertThat(shop.hazards()).containsExactly("BLOCK TABLE_TWICE public.notes");
        shop.assertRefused(Hazard.Code.TABLE_TWICE);
    }

    @Test
    void refusesATableOutsideTheSearchPath() {
        moveAway();

        assertThat(shop.hazards()).containsExactly("BLOCK TABLE_ELSEWHERE notes");
        shop.assertRefused(Hazard.Code.TABLE_ELSEWHERE);

        shop.execute("ALTER TABLE support.notes SET SCHEMA public");
        assertThat(shop.hazards()).isEmpty();
    }

    @Test
    @Tag("slow")
    void refusesATableOfALaterSchemaOfTheSearchPath() {
        moveAway();
        searchPath("public, support");

        assertThat(shop.hazards()).containsExactly("BLOCK TABLE_ELSEWHERE notes");
        shop.assertRefused(Hazard.Code.TABLE_ELSEWHERE);

        searchPath("support, public");
        assertThat(shop.hazards()).isEmpty();
    }

    @Test
    @Tag("slow")
    void purgesATableWhoseSchemaTheJobNames() {
        moveAway();

        shop.job(directory, "schemaName: support, tableName: notes");

        assertThat(shop.hazards()).isEmpty();
        shop.assertApplied();
        assertThat(shop.shop().count("support.notes")).isZero();
        assertThat(shop.shop().conversations()).isEqualTo(conversations);
    }

    @Test
    @Tag("slow")
    void purgesATableWhoseSchemaTheUrlNames() {
        moveAway();

        shop.urlParameters("currentSchema=support");

        assertThat(shop.hazards()).isEmpty();
        shop.assertApplied();
        assertThat(shop.shop().count("support.notes")).isZero();
        assertThat(shop.shop().count("support.databasechangelog")).isOne();
        assertThat(shop.shop().conversations()).isEqualTo(conversations);
    }

    @ParameterizedTest
    @CsvSource({"VIEW, 'VIEW notes AS TABLE memos'"})
    void refusesOtherRelations(String kind, String definition) {
        shop.execute(
                "CREATE FOREIGN DATA WRAPPER nothing",
                "CREATE SERVER elsewhere FOREIGN DATA WRAPPER nothing",
                "ALTER TABLE notes RENAME TO memos",
                "CREATE " + definition);

        assertThat(shop.hazards()).containsExactly("BLOCK NOT_A_TABLE public.notes");
        shop.assertRefused(Hazard.Code.NOT_A_TABLE);

        shop.execute("DROP " + kind + " notes", "ALTER TABLE memos RENAME TO notes");
        assertThat(shop.hazards()).isEmpty();
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "MATERIALIZED VIEW, 'MATERIALIZED VIEW notes AS TABLE memos'",
        "FOREIGN TABLE, 'FOREIGN TABLE notes (id int) SERVER elsewhere'"
    })
    void refusesFurtherRelations(String kind, String definition) {
        refusesOtherRelations(kind, definition);
    }

    @Test
    void refusesATemporaryTableOfTheSameName() throws SQLException {
        try (Connection session = shop.shop().openAsOuigate();
                Statement statement = session.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE notes (id int)");

            Plan hidden = plan(session);

            assertThat(hidden.applicable()).isFalse();
            assertThat(hidden.hazards()).extracting(Hazard::code).containsExactly(Hazard.Code.TEMPORARY_TABLE);
            assertThat(hidden.deletions()).extracting(PlannedDeletion::rows).containsExactly(2L);

            statement.execute("DROP TABLE pg_temp.notes");
            assertThat(plan(session).hazards()).isEmpty();
        }
    }

    @Test
    @Tag("slow")
    void ignoresATemporaryTableOfAnotherSession() throws SQLException {
        try (Connection other = shop.shop().connect();
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE notes (id int)");

            assertThat(shop.hazards()).isEmpty();
            shop.assertApplied();
        }
    }

    private Plan plan(Connection session) throws SQLException {
        Dialect dialect = new PostgresDialect();
        Changelog changelog = Changelog.read(JobFile.in(directory, "tableName: notes"));
        Job job = new JobReader().read(changelog, Map.of());
        return new Planner(dialect, new Ledger(dialect, null)).plan(session, job, Guards.NONE, false);
    }

    @Test
    @Tag("slow")
    void notesATableOfTheSameNameInALaterSchema() {
        shop.execute("CREATE SCHEMA support", "CREATE TABLE support.notes AS TABLE notes");
        searchPath("public, support");

        assertThat(shop.hazards()).containsExactly("NOTE SAME_NAME support.notes");
        shop.assertApplied();
        assertThat(shop.shop().count("public.notes")).isZero();
        assertThat(shop.shop().count("support.notes")).isEqualTo(2);
    }

    @Test
    @Tag("slow")
    void ignoresAnUnreachableTableOfTheSameName() {
        shop.execute("CREATE SCHEMA support", "CREATE TABLE support.notes AS TABLE notes");

        assertThat(shop.hazards()).isEmpty();

        searchPath("public, support");
        shop.job(directory, "schemaName: public, tableName: notes");
        assertThat(shop.hazards()).isEmpty();
    }

    private void moveAway() {
        shop.execute("CREATE SCHEMA support", "ALTER TABLE notes SET SCHEMA support");
    }

    private void searchPath(String schemas) {
        shop.execute("ALTER DATABASE " + shop.shop().database() + " SET search_path = " + schemas);
    }
}
