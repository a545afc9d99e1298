package io.github.ouigate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.H2Shop;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changelog's default can be any text; saved plans and receipts that contain it remain usable. */
class DefaultsInSavedDocumentsTest {
    private final H2Shop shop = new H2Shop();

    @TempDir
    private Path directory;

    @Test
    void planAndReceiptOfADefaultWithSpacesAndQuotesCanBeUsed() throws IOException {
        job("content LIKE 'x %' OR '24 months' <> ''");
        Path plan = directory.resolve("plan.json");
        Path receipt = directory.resolve("receipt.json");
        succeeds("plan", "--changelog", directory.resolve("job.yaml").toString(), "--out", plan.toString());

        Result applied = succeeds("apply", "--plan", plan.toString(), "-Dconfirmation=OUI", "--json");
        Files.writeString(receipt, applied.out());
        Result verified = succeeds("verify", "--receipt", receipt.toString(), "--json");

        assertThat(Json.text(applied, "outcome")).isEqualTo("COMMITTED");
        assertThat(Json.text(verified, "outcome")).isEqualTo("VERIFIED");
    }

    @Test
    void changedDefaultMakesThePlanStale() {
        job("content LIKE 'x %' OR TRUE");
        Path plan = directory.resolve("plan.json");
        succeeds("plan", "--changelog", directory.resolve("job.yaml").toString(), "--out", plan.toString());

        job("content LIKE 'y %' OR TRUE");
        Result result =
                new CommandLineRun().run("apply", shop, "--plan", plan.toString(), "-Dconfirmation=OUI", "--json");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(Json.error(result)).contains("x %", "y %");
    }

    private void job(String condition) {
        String text = JobFile.bundled()
                .replace(
                        "  - changeSet:",
                        "  - property: { name: which, value: \"" + condition.replace("\"", "\\\"")
                                + "\" }\n  - changeSet:")
                .replace("tableName: messages", "tableName: messages\n            where: \"(${which})\"");
        JobFile.write(directory, text);
    }

    private Result succeeds(String command, String... options) {
        Result result = new CommandLineRun().run(command, shop, options);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result;
    }
}
