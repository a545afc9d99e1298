package io.github.ouigate.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.json.Documents;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.NewestPostgresAndH2;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ReceiptFiles;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The digest of a receipt is committed with the deletes, so that later edits of the receipt are detected. */
@ParameterizedClass
@NewestPostgresAndH2
class ReceiptInLedgerTest {
    private final Shop shop;

    @TempDir
    private Path directory;

    ReceiptInLedgerTest(TestDatabase database) {
        shop = database.newShop();
    }

    @Test
    void recognisesTheIntendedAndTheFinalReceipt() throws IOException {
        Path intended = directory.resolve("intended");
        Result apply = new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.COMMITTING) {
                        copy(ReceiptFiles.json(directory), intended);
                    }
                })
                .run("apply", shop, "--receipt-dir", directory.toString(), "-Dconfirmation=OUI");

        assertThat(apply.exitCode()).as(apply.output()).isZero();
        for (Path receipt : new Path[] {ReceiptFiles.json(directory), intended}) {
            Result verified = verify(receipt);
            assertThat(verified.exitCode()).as(verified.output()).isZero();
            assertThat(verified.out())
                    .containsIgnoringWhitespaces("✓ The receipt is unchanged: the ledger has the digest");
        }
        assertThat(Files.readString(intended)).contains("INTENDED");
    }

    @ParameterizedTest
    @CsvSource({"operator, somebody@elsewhere"})
    void detectsAnEditWithARecomputedDigest(String member, String value) throws IOException {
        Applying.succeeds(shop, "--receipt-dir", directory.toString());
        ObjectNode document = (ObjectNode) Documents.MAPPER.readTree(Files.readString(ReceiptFiles.json(directory)));
        assertThat(document.has(member)).isTrue();
        document.put(member, value);
        Path altered = Files.writeString(
                directory.resolve("altered"), Documents.write(Documents.addDigest(document.without("digest"))));

        Result verified = verify(altered);

        assertThat(verified.exitCode()).as(verified.output()).isEqualTo(7);
        assertThat(verified.out()).containsIgnoringWhitespaces("✗ The receipt is not that of the run");
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"startedAt, 2026-01-01T00:00:00Z", "fingerprint, sha256:00", "maxDeletedRows, 1"})
    void detectsOtherEditsWithARecomputedDigest(String member, String value) throws IOException {
        detectsAnEditWithARecomputedDigest(member, value);
    }

    @Test
    void recognisesTheDocumentOnStandardOutput() throws IOException {
        Result apply = new CommandLineRun().run("apply", shop, "--json", "-Dconfirmation=OUI");
        Path receipt = Files.writeString(directory.resolve("receipt.json"), apply.out());

        Result verified = new CommandLineRun().run("verify", shop, "--json", "--receipt", receipt.toString());

        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(Json.document(verified).path("checks").path(1).path("check").asText())
                .isEqualTo("receipt");
        assertThat(Json.document(verified).path("checks").path(1).path("state").asText())
                .isEqualTo("HOLDS");
    }

    @Test
    void reportsAnEarlierRowWithoutADigest() {
        Applying.succeeds(shop, "--receipt-dir", directory.toString());
        shop.execute("UPDATE databasechangelog SET comments = regexp_replace(comments, ', receipt [0-9a-f]*', '')");

        Result verified = verify(ReceiptFiles.json(directory));

        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(verified.out())
                .containsIgnoringWhitespaces("Verified", "· The receipt was not compared with the ledger");
    }

    /** The process dies right after its commit; the ledger has the digest of the intended receipt. */
    @Test
    @Tag("slow")
    void isStoredWithTheCommit() throws IOException {
        Assumptions.assumeTrue(shop instanceof PostgresShop);
        try (OuigateProcess process = OuigateProcess.startAndPauseAt(
                "COMMITTED", "apply", "--url", shop.url(), "--receipt-dir=" + directory, "-Dconfirmation=OUI")) {
            process.kill();
        }

        Result verified = verify(ReceiptFiles.json(directory));

        assertThat(Files.readString(ReceiptFiles.json(directory))).contains("INTENDED");
        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(verified.out()).containsIgnoringWhitespaces("✓ The receipt is unchanged: the ledger has the digest");
    }

    private Result verify(Path receipt) {
        return new CommandLineRun().run("verify", shop, "--receipt", receipt.toString());
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
