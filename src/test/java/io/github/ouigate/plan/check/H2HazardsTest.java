package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.H2Shop;
import io.github.ouigate.testing.Hazards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.h2.api.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hazards that exist on H2 too. */
class H2HazardsTest {
    private static final String RATINGS = "CREATE TABLE ratings (thread_id uuid REFERENCES message_threads (id)";
    private static final String RATE = "INSERT INTO ratings SELECT id FROM message_threads LIMIT 1";

    private final H2Shop shop = new H2Shop();

    @Test
    void findsNoHazardsInTheShop() {
        assertThat(Hazards.of(shop)).isEmpty();
        Applying.succeeds(shop);
    }

    @Test
    void refusesAMissingTable() {
        shop.execute("ALTER TABLE messages RENAME TO mail");

        assertThat(Hazards.of(shop))
                .containsExactlyInAnyOrder("BLOCK TABLE_MISSING messages", "BLOCK OUTSIDE_REFERENCES PUBLIC.MAIL");
        Applying.isRefused("TABLE_MISSING", shop);

        shop.execute("ALTER TABLE mail RENAME TO messages");

        assertThat(Hazards.of(shop)).isEmpty();
        Applying.succeeds(shop);
    }

    @Test
    void refusesATableInAnotherSchemaUntilTheJobNamesIt(@TempDir Path directory) throws Exception {
        shop.execute("CREATE SCHEMA CRM", "ALTER TABLE messages RENAME TO mail", "CREATE TABLE crm.messages (id int)");

        assertThat(Hazards.of(shop)).contains("BLOCK TABLE_ELSEWHERE messages");
        assertThat(Hazards.remedies("TABLE_ELSEWHERE", shop))
                .singleElement()
                .asString()
                .contains("schemaName: CRM");
        Applying.isRefused("TABLE_ELSEWHERE", shop);

        String bundled = Files.readString(Path.of("changelogs/support-threads.yaml"));
        Path job = Files.writeString(
                directory.resolve("job.yaml"),
                bundled.replace("tableName: messages", "schemaName: CRM\n            tableName: messages"));

        assertThat(Hazards.of(shop, "--changelog", job.toString()))
                .containsExactly("BLOCK OUTSIDE_REFERENCES PUBLIC.MAIL");
    }

    @Test
    void refusesAView() {
        shop.execute("ALTER TABLE messages RENAME TO mail", "CREATE VIEW messages AS SELECT * FROM mail");

        assertThat(Hazards.of(shop))
                .containsExactlyInAnyOrder("BLOCK NOT_A_TABLE PUBLIC.MESSAGES", "BLOCK OUTSIDE_REFERENCES PUBLIC.MAIL");
        Applying.isRefused("NOT_A_TABLE", shop);

        shop.execute("DROP VIEW messages", "ALTER TABLE mail RENAME TO messages");

        assertThat(Hazards.of(shop)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CASCADE", "SET NULL", "SET DEFAULT"})
    void refusesToChangeAnotherTable(String action) {
        shop.execute(RATINGS + " ON DELETE " + action + ")", RATE);

        assertThat(Hazards.of(shop)).containsExactly("BLOCK OUTSIDE_CASCADE PUBLIC.RATINGS");
        assertThat(Hazards.messages("OUTSIDE_CASCADE", shop))
                .singleElement()
                .asString()
                .contains("ON DELETE " + action);
        Applying.isRefused("OUTSIDE_CASCADE", shop);

        shop.execute("DROP TABLE ratings");

        assertThat(Hazards.of(shop)).isEmpty();
    }

    @Test
    void refusesReferencingRowsAndNotesAKeyWithoutRows() {
        shop.execute(RATINGS + ")", RATE);

        assertThat(Hazards.of(shop)).containsExactly("BLOCK OUTSIDE_REFERENCES PUBLIC.RATINGS");
        Applying.isRefused("OUTSIDE_REFERENCES", shop);

        shop.execute("DELETE FROM ratings");

        assertThat(Hazards.of(shop)).containsExactly("NOTE OUTSIDE_KEY PUBLIC.RATINGS");
        Applying.succeeds(shop);
    }

    @Test
    void refusesAChildThatComesAfterItsParent(@TempDir Path directory) throws Exception {
        String bundled = Files.readString(Path.of("changelogs/support-threads.yaml"));
        Path job = Files.writeString(
                directory.resolve("job.yaml"),
                bundled.replace("tableName: messages", "tableName: other")
                        .replace("tableName: message_threads", "tableName: messages")
                        .replace("tableName: other", "tableName: message_threads"));
        String[] options = {"--changelog", job.toString()};

        assertThat(Hazards.of(shop, options)).containsExactly("BLOCK CHILD_AFTER_PARENT PUBLIC.MESSAGES");
        Applying.isRefused("CHILD_AFTER_PARENT", shop, options);
        assertThat(Hazards.of(shop)).isEmpty();
    }

    @Test
    void rollsBackWhatATriggerWritesToAnotherTable() {
        shop.execute(
                "CREATE TRIGGER noting AFTER DELETE ON messages FOR EACH ROW CALL '" + Renaming.class.getName() + "'");
        List<String> before = shop.usersAndOrders();

        CommandLineRun.Result result = Applying.confirmed(shop);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).contains("PUBLIC.USERS");
        assertThat(shop.usersAndOrders()).isEqualTo(before);
        assertThat(shop.conversations()).isNotEmpty();
    }

    /** A trigger that does not change the number of users. */
    public static final class Renaming implements Trigger {
        @Override
        public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE users SET full_name = 'nobody'");
            }
        }
    }

    @Test
    void refusesAReadOnlyDatabase() {
        H2Shop readOnly = shop.reachedWith(";ACCESS_MODE_DATA=r");

        assertThat(Hazards.of(readOnly)).containsExactly("BLOCK READ_ONLY");
        assertThat(Hazards.messages("READ_ONLY", readOnly))
                .containsExactly("The database SHOP is read-only for SA, by configuration.");
        Applying.isRefused("READ_ONLY", readOnly);

        assertThat(Hazards.of(shop)).isEmpty();
        Applying.succeeds(shop);
    }

    @Test
    void refusesWhileLiquibasesLockIsHeld() {
        Applying.succeeds(shop, "--tag", "earlier");
        shop.openConversation();
        shop.execute(
                "UPDATE databasechangeloglock SET locked = TRUE, lockedby = 'jenkins', lockgranted = LOCALTIMESTAMP");

        assertThat(Hazards.of(shop)).containsExactly("BLOCK LIQUIBASE_LOCKED");
        Applying.isBusy("LIQUIBASE_LOCKED", shop);

        shop.execute("UPDATE databasechangeloglock SET locked = FALSE, lockedby = NULL, lockgranted = NULL");

        assertThat(Hazards.of(shop)).isEmpty();
        Applying.succeeds(shop);
    }

    @Test
    void refusesMoreRowsThanAllowed() {
        assertThat(Hazards.of(shop, "--max-rows", "41")).containsExactly("BLOCK TOO_MANY_ROWS");
        Applying.isRefused("TOO_MANY_ROWS", shop, "--max-rows", "41");

        assertThat(Hazards.of(shop, "--max-rows", "42")).isEmpty();
        Applying.succeeds(shop, "--max-rows", "42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "AUDIT"})
    void refusesAMissingSchemaUntilItsRemedy(String schema) {
        String[] options = {"--ledger-schema", schema};
        assertThat(Hazards.of(shop, options)).containsExactly("BLOCK LEDGER_SCHEMA_MISSING");
        Applying.isRefused("LEDGER_SCHEMA_MISSING", shop, options);

        Hazards.statements("LEDGER_SCHEMA_MISSING", shop, options).forEach(shop::execute);

        assertThat(Hazards.of(shop, options)).isEmpty();
        Applying.succeeds(shop, options);
        assertThat(shop.count("AUDIT.DATABASECHANGELOG")).isOne();
    }

    @Test
    void omitsIrrelevantHazardsAfterTheTagWasApplied() {
        Applying.succeeds(shop);
        shop.openConversation();
        shop.execute(RATINGS + ")", RATE);

        assertThat(Hazards.of(shop, "--max-rows", "1")).isEmpty();
        assertThat(Hazards.of(shop, "--expect-database", "another")).containsExactly("BLOCK OTHER_DATABASE");
        assertThat(new CommandLineRun().run("apply", shop).exitCode()).isZero();
    }
}
