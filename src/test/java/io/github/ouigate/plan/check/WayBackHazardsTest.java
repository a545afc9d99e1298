package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** Hazards that would prevent a restore. */
@ParameterizedClass
@EveryPostgres
class WayBackHazardsTest {
    private static final String NOT_VALID = "WARN NOT_VALID public.messages";
    private static final String LEDGER = "LEDGER_REPLICA_IDENTITY public.databasechangelog";

    private final int version;
    private final PostgresShop shop;

    @TempDir
    private Path directory;

    WayBackHazardsTest(int version) {
        this.version = version;
        shop = new PostgresShop(PostgresServer.version(version));
    }

    @Test
    void countsRowsThatViolateNotValidConstraints() {
        shop.execute(
                "UPDATE messages SET content = '' WHERE id IN (SELECT id FROM messages LIMIT 2)",
                "ALTER TABLE messages ADD CONSTRAINT not_empty CHECK (content <> '') NOT VALID");

        assertThat(Hazards.of(shop)).contains(NOT_VALID);
        assertThat(Hazards.messages("NOT_VALID", shop))
                .singleElement()
                .asString()
                .contains("not_empty", "2 rows");
        Applying.warns(NOT_VALID, shop, "--archive", directory.toString());

        shop.execute("UPDATE messages SET content = 'Bonjour' WHERE content = ''");

        assertThat(Hazards.of(shop)).doesNotContain(NOT_VALID);
    }

    @Test
    void countsOrphans() {
        shop.execute(
                "ALTER TABLE messages ADD parcel text COLLATE \"POSIX\"",
                "CREATE TABLE parcels (id text COLLATE \"C\" PRIMARY KEY)",
                "UPDATE messages SET parcel = 'a' WHERE id IN (SELECT id FROM messages LIMIT 3)",
                "ALTER TABLE messages ADD CONSTRAINT of_parcel FOREIGN KEY (parcel) REFERENCES parcels NOT VALID");

        assertThat(Hazards.messages("NOT_VALID", shop))
                .singleElement()
                .asString()
                .contains("of_parcel", "3 rows");

        shop.execute("INSERT INTO parcels VALUES ('a')");

        assertThat(Hazards.of(shop)).doesNotContain(NOT_VALID);
    }

    @Test
    @Tag("slow")
    void countsRowsOfPartitionsAndNulls() {
        shop.execute(
                "CREATE TABLE parts (LIKE messages INCLUDING ALL) PARTITION BY HASH (id)",
                "CREATE TABLE part_0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE part_1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "INSERT INTO parts SELECT * FROM messages",
                "DROP TABLE messages",
                "ALTER TABLE parts RENAME TO messages",
                "ALTER TABLE part_1 ADD CONSTRAINT never CHECK (content = 'x') NOT VALID");
        String rows = shop.value("SELECT count(*) FROM part_1");

        assertThat(Hazards.messages("NOT_VALID", shop))
                .singleElement()
                .asString()
                .contains("never", rows + " rows");

        if (version >= 18) {
            shop.execute(
                    "ALTER TABLE part_1 DROP CONSTRAINT never",
                    "UPDATE messages SET author_user_id = NULL",
                    "ALTER TABLE messages ADD CONSTRAINT written NOT NULL author_user_id NOT VALID");

            assertThat(Hazards.messages("NOT_VALID", shop))
                    .singleElement()
                    .asString()
                    .contains("written", "36 rows");
        }
    }

    @Test
    void warnsOfAPublishedLedgerWithoutAKey() {
        String archive = directory.toString();
        shop.execute("CREATE PUBLICATION feed FOR ALL TABLES");

        assertThat(Hazards.of(shop)).contains("WARN " + LEDGER);
        Applying.succeeds(shop, "--archive", archive);
        Result refused = restore(archive);

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(4);
        assertThat(refused.err()).contains("[LEDGER_REPLICA_IDENTITY]", "publication feed");
        Hazards.statements("LEDGER_REPLICA_IDENTITY", shop, "--tag", "another").forEach(shop::execute);
        assertThat(Hazards.of(shop, "--tag", "another")).noneMatch(hazard -> hazard.contains(LEDGER));
        assertThat(restore(archive).exitCode()).isZero();
    }

    private Result restore(String archive) {
        return new CommandLineRun().run("restore", shop, "--archive", archive, "-Dconfirmation=OUI");
    }
}
