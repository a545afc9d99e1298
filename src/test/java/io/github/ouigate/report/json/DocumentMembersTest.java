package io.github.ouigate.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published members of each document; a renamed member requires a new schema version. */
class DocumentMembersTest {
    private static final String DATABASE = "product version name host systemIdentifier databaseId environment user tls";
    private static final String JOB = "changelog changeSet author tag checksum properties";
    private static final String HAZARD = "code severity table message remedy";
    private static final String WRITES = "table inserted updated deleted uncounted";

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    @Test
    void planHasTheseMembers() {
        JsonNode plan = run("plan", "--json");

        assertThat(plan.path("outcome").asText()).isEqualTo("READY");
        assertThat(members(plan))
                .isEqualTo(
                        "schemaVersion kind outcome database job ledgerSchema settings timeZoneSource deletions cascades keys truncate archived keysCheckedOnce indexes expectedMs preserved hazards"
                                + " allowedWrites allowedFunctions allowedServers fingerprint definition applicable alreadyApplied error digest");
        assertThat(members(plan.path("database"))).isEqualTo(DATABASE);
        assertThat(members(plan.path("job"))).isEqualTo(JOB);
        assertThat(members(plan.path("deletions").path(0))).isEqualTo("table where rows parts");
        assertThat(members(plan.path("preserved").path(0))).isEqualTo("table rows linked estimated");
        assertThat(members(plan.path("hazards").path(0))).isEqualTo(HAZARD);
    }

    @Test
    void blockedPlanHasTheseMembers() {
        JsonNode blocked = run("plan", "--json", "--expect-database", "another");
        run("apply", "--json", "-Dconfirmation=OUI");
        JsonNode applied = run("plan", "--json");

        assertThat(blocked.path("outcome").asText()).isEqualTo("BLOCKED");
        assertThat(applied.path("outcome").asText()).isEqualTo("ALREADY_APPLIED");
        assertThat(members(applied.path("alreadyApplied")))
                .isEqualTo("changeSet executedAt startedAt executionType runId operator deletions changes");
    }

    @Test
    void planForPartitionsHasTheseMembers() {
        shop.execute(
                "ALTER TABLE messages RENAME TO old",
                "CREATE TABLE messages (LIKE old) PARTITION BY HASH (id)",
                "CREATE TABLE part PARTITION OF messages FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                "INSERT INTO messages SELECT * FROM old",
                "DROP TABLE old",
                "ALTER TABLE messages ADD FOREIGN KEY (thread_id) REFERENCES message_threads");

        JsonNode plan = run("plan", "--json");

        assertThat(members(plan.path("deletions").path(0).path("parts").path(0)))
                .isEqualTo("table rows");
    }

    @Test
    void receiptsAndAnArchiveHaveTheseMembers() throws Exception {
        JsonNode receipt = run("apply", "--json", "-Dconfirmation=OUI", "--vacuum", "--archive", directory.toString());
        Path archive = Path.of(receipt.path("archive").path("directory").asText());
        JsonNode manifest = new ObjectMapper().readTree(Files.readString(archive.resolve("manifest.json")));
        JsonNode restore = run("restore", "--json", "-Dconfirmation=OUI", "--archive", archive.toString());

        assertThat(members(receipt))
                .isEqualTo(
                        "schemaVersion kind outcome runId database job ledgerSchema settings timeZoneSource operator startedAt finishedAt"
                                + " deletions maxDeletedRows cascades cascadedTables preserved hazards keys truncate allowedWrites allowedFunctions allowedServers fingerprint definition writtenTables timings"
                                + " transaction"
                                + " archive vacuum alreadyApplied error limits digest");
        assertThat(members(receipt.path("deletions").path(0))).isEqualTo("table where planned deleted");
        assertThat(members(receipt.path("writtenTables").path(0))).isEqualTo(WRITES);
        assertThat(members(receipt.path("transaction"))).isEqualTo("xid lsn snapshot lockRequestedAt");
        assertThat(members(receipt.path("archive"))).isEqualTo("directory rows changedRows bytes digest");
        assertThat(members(receipt.path("vacuum"))).isEqualTo("done warning");
        assertThat(members(manifest))
                .isEqualTo("schemaVersion kind tool createdAt runId operator database job ledgerSchema settings tables"
                        + " changed notArchived foreignKeys restoreOrder note digest");
        assertThat(members(manifest.path("database"))).isEqualTo(DATABASE);
        assertThat(members(manifest.path("job"))).isEqualTo(JOB);
        assertThat(members(manifest.path("tables").path(0)))
                .isEqualTo(
                        "table deletedFrom where foreignKeys columns file rows bytes sha256 contentBytes contentSha256"
                                + " recordsDigest");
        assertThat(members(manifest.path("tables").path(0).path("table"))).isEqualTo("schema name");
        assertThat(members(manifest.path("tables").path(0).path("columns").path(0)))
                .isEqualTo("name type generated identity");
        assertThat(members(restore))
                .isEqualTo("schemaVersion kind outcome runId database tag undoneRunId archive operator startedAt"
                        + " finishedAt restored changes hazards writtenTables timings transaction error limits digest");
        assertThat(members(restore.path("restored").path(0))).isEqualTo("table archived restored orphans present");
        assertThat(members(restore.path("writtenTables").path(0))).isEqualTo(WRITES);
    }

    @Test
    void statusHasTheseMembers() {
        shop.execute(
                "CREATE TABLE databasechangeloglock (id int, locked boolean, lockgranted timestamp, lockedby text)",
                "INSERT INTO databasechangeloglock VALUES (1, true, now(), 'jumphost')");

        JsonNode status = run("status", "--json");

        assertThat(status.path("outcome").asText()).isEqualTo("NOT_APPLIED");
        assertThat(members(status))
                .isEqualTo("schemaVersion kind outcome database job ledgerSchema tagState alreadyApplied lock lockKnown"
                        + " runs next error");
        assertThat(members(status.path("job"))).isEqualTo(JOB);
    }

    @Test
    void verificationHasTheseMembers() {
        JsonNode different = run("verify", "--json");
        run("apply", "--json", "-Dconfirmation=OUI");
        JsonNode verified = run("verify", "--json");

        assertThat(different.path("outcome").asText()).isEqualTo("DIFFERENT");
        assertThat(verified.path("outcome").asText()).isEqualTo("VERIFIED");
        assertThat(members(verified)).isEqualTo("schemaVersion kind outcome verified database job runId checks error");
        assertThat(members(verified.path("checks").path(0))).isEqualTo("check subject state message remedy");
        assertThat(verified.path("checks").findValuesAsText("check")).contains("preserved");
    }

    private JsonNode run(String command, String... options) {
        return Json.document(new CommandLineRun().run(command, shop, options));
    }

    private static String members(JsonNode json) {
        Set<String> names = new LinkedHashSet<>();
        json.fieldNames().forEachRemaining(names::add);
        return String.join(" ", names);
    }
}
