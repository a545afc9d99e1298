package io.github.ouigate.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.NewestPostgresAndH2;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** The ledger records every run and every restore. */
@ParameterizedClass
@NewestPostgresAndH2
class HistoryTest {
    private final Shop shop;

    @TempDir
    private Path directory;

    HistoryTest(TestDatabase database) {
        shop = database.newShop();
    }

    @Test
    void isEmptyWithoutALedger() {
        Result text = new CommandLineRun().run("history", shop);

        assertThat(text.exitCode()).as(text.output()).isZero();
        assertThat(text.out()).contains("The ledger has no run of ouigate.");
        assertThat(history().path("runs")).isEmpty();
        assertThat(history().path("outcome").asText()).isEqualTo("LISTED");
    }

    @Test
    void listsRunsWithOperatorTimeAndRows() {
        Applying.succeeds(shop, "--tag", "first");
        shop.openConversation();
        Applying.succeeds(shop, "--tag", "second");

        Result text = new CommandLineRun().run("history", shop);
        JsonNode runs = history().path("runs");

        assertThat(runs).hasSize(2);
        assertThat(runs.findValuesAsText("tag")).containsExactly("first", "second");
        assertThat(runs.path(0).path("operator").asText()).isEqualTo("dba@jumphost");
        assertThat(texts(runs.path(0).path("deletions")))
                .containsExactly("36 " + shop.table("messages"), "6 " + shop.table("message_threads"));
        assertThat(runs.path(1).path("restored").isNull()).isTrue();
        assertThat(text.out())
                .containsSubsequence("first, ", "by dba@jumphost", "36 " + shop.table("messages"), "second, ");
    }

    @Test
    @Tag("slow")
    void showsARestoreWithoutItsRun() {
        Assumptions.assumeTrue(shop instanceof PostgresShop);
        Result apply = Applying.confirmed(shop, "--json", "--archive", directory.toString());
        String[] options = {"--archive", directory.toString(), "-Dconfirmation=OUI", "--json"};
        Result restore = new CommandLineRun().run("restore", shop, options);
        assertThat(restore.exitCode()).as(restore.output()).isZero();

        JsonNode restored = history().path("runs");
        Applying.succeeds(shop);
        JsonNode again = history().path("runs");

        assertThat(restored).hasSize(1);
        JsonNode run = restored.path(0);
        assertThat(run.path("tag").asText()).isEqualTo("support-threads-purge");
        assertThat(run.path("runId").asText()).isEqualTo(Json.text(apply, "runId"));
        assertThat(run.path("archiveDigest").asText())
                .isEqualTo(Json.document(apply)
                        .path("archive")
                        .path("digest")
                        .asText()
                        .substring(7, 23));
        assertThat(run.path("restored").path("runId").asText()).isEqualTo(Json.text(restore, "runId"));
        assertThat(run.path("restored").path("operator").asText()).isEqualTo("dba@jumphost");
        assertThat(texts(run.path("restored").path("rows")))
                .containsExactly("6 public.message_threads", "36 public.messages");
        assertThat(again).hasSize(2);
        assertThat(again.path(0)).isEqualTo(run);
        assertThat(again.path(1).path("restored").isNull()).isTrue();
        assertThat(new CommandLineRun().run("history", shop).out()).containsPattern("Restored +on 2");
    }

    @Test
    void writesNothing() {
        Applying.succeeds(shop);
        List<String> before = shop.rows("SELECT * FROM databasechangelog");

        new CommandLineRun().run("history", shop);

        assertThat(shop.rows("SELECT * FROM databasechangelog")).isEqualTo(before);
    }

    @Test
    void namesUnreadableLedgers() {
        Assumptions.assumeTrue(shop instanceof PostgresShop);
        Applying.succeeds(shop);
        String role = "reader of " + ((PostgresShop) shop).database();
        shop.execute("CREATE ROLE \"" + role + "\" LOGIN");

        Result denied = new CommandLineRun().run("history", shop, "--user", role);

        assertThat(denied.exitCode()).as(denied.output()).isEqualTo(4);
        assertThat(denied.out())
                .contains("GRANT SELECT ON \"public\".\"databasechangelog\"")
                .doesNotContain("no run");
    }

    private JsonNode history() {
        return Json.document(new CommandLineRun().run("history", shop, "--json"));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
