package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.DocumentFixtures;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.NewestPostgresAndH2;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan of 0.1.0 can be applied and a receipt of 0.1.0 verified, like those of this version. */
@ParameterizedClass
@NewestPostgresAndH2
class EarlierDocumentsTest {
    private static final String TAG = "support-threads-purge";
    private static final String PLAN = "plan.json";

    private final Shop shop;
    private final DocumentFixtures fixtures;

    @TempDir
    private Path directory;

    EarlierDocumentsTest(TestDatabase database) {
        shop = database.newShop();
        fixtures = DocumentFixtures.of(shop);
        fixtures.fill(shop);
    }

    @Test
    void planIsApplied() {
        List<String> others = shop.usersAndOrders();
        Path plan = fixtures.copyFor(shop, PLAN, directory);

        Result result = apply(plan);

        assertThat(result.exitCode()).as(result.output()).isZero();
        if (shop instanceof PostgresShop) {
            assertThat(result.output()).contains("The saved plan has no session settings");
        }
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.usersAndOrders()).isEqualTo(others);
        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM messages WHERE id = '55555555-5555-4555-8555-555555555503'",
                "ALTER TABLE messages ADD COLUMN edited int",
            })
    void planIsRefusedIfTheDatabaseHasChanged(String change) {
        Path plan = fixtures.copyFor(shop, PLAN, directory);
        shop.execute(change);
        List<String> before = shop.conversations();

        Result result = apply(plan);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains("[STALE_PLAN]");
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    void planIsRefusedWithAnotherJob() {
        Path plan = fixtures.copyFor(shop, PLAN, directory);
        String job = JobFile.write(directory, JobFile.bundled() + "# edited\n");

        Result result = run("apply", "--plan", plan.toString(), "--changelog", job, "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains("[STALE_PLAN]");
        assertThat(shop.ledger(TAG)).isEmpty();
    }

    @Test
    void planIsRefusedOnAnotherDatabase() {
        List<String> before = shop.conversations();

        Result result = apply(fixtures.file(PLAN));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.output()).contains(systemIdentifier());
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    void planIsRefusedIfItWasEdited() {
        List<String> before = shop.conversations();
        Path plan = fixtures.copyFor(shop, PLAN, directory);
        DocumentFixtures.changeLetter(plan);

        Result result = apply(plan);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).containsIgnoringWhitespaces("changed after it was written");
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"receipt.json", "receipt-intended.json", "receipt-already-applied.json"})
    void receiptIsVerified(String name) {
        fixtures.purge(shop);
        Path receipt = fixtures.copyFor(shop, name, directory);

        Result result = verify(receipt);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("Verified");
    }

    @ParameterizedTest
    @CsvSource({
        "receipt.json, DELETE FROM orders WHERE number = '2026-0003'",
        "receipt.json, ALTER TABLE messages ADD COLUMN edited int",
        "receipt.json, DELETE FROM databasechangelog",
        "receipt.json, UPDATE databasechangelog SET comments = 'ouigate 20200101T000000Z-00000000 by dba: 1 x'",
        "receipt-intended.json, DELETE FROM databasechangelog",
        "receipt-already-applied.json, DELETE FROM users WHERE full_name = 'Zoé du support'",
        "receipt-already-applied.json, "
                + "UPDATE databasechangelog SET comments = 'ouigate 20200101T000000Z-00000000 by dba: 1 x'",
    })
    @Tag("slow")
    void receiptShowsADifference(String name, String change) {
        fixtures.purge(shop);
        Path receipt = fixtures.copyFor(shop, name, directory);
        shop.execute(change);

        Result result = verify(receipt);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(7);
    }

    @Test
    void receiptDistinguishesRowsFromBeforeTheRunAndNewerOnes() {
        assumeTrue(shop instanceof PostgresShop, "H2 does not tell which transaction a row came with");
        fixtures.purge(shop);
        UnaryOperator<String> beforeTheRow = withSnapshot();
        shop.execute("INSERT INTO message_threads SELECT '00000000-0000-4000-8000-000000000001', id, NULL, 'Nouvelle"
                + " demande', 'OPEN', now(), now() FROM users WHERE email = 'support@example.com'");
        UnaryOperator<String> afterTheRow = withSnapshot();

        Result newer = verify(fixtures.copyFor(shop, "receipt.json", directory, beforeTheRow));
        Result left = verify(fixtures.copyFor(shop, "receipt.json", directory, afterTheRow));

        assertThat(newer.exitCode()).as(newer.output()).isZero();
        assertThat(left.exitCode()).as(left.output()).isEqualTo(7);
        assertThat(left.out()).contains("public.message_threads still has one row from before the run");
    }

    /** Returns a function that replaces a receipt's snapshot by the server's current one. */
    private UnaryOperator<String> withSnapshot() {
        String now = shop.value("SELECT pg_current_snapshot()");
        return receipt -> receipt.replace("\"766:766:\"", '"' + now + '"');
    }

    @Test
    void receiptIsRefusedOnAnotherDatabase() {
        fixtures.purge(shop);

        Result result = verify(fixtures.file("receipt.json"));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.output()).contains(systemIdentifier());
    }

    @ParameterizedTest
    @ValueSource(strings = {"receipt.json", "receipt-intended.json", "receipt-already-applied.json"})
    @Tag("slow")
    void receiptIsRefusedIfItWasEdited(String name) {
        fixtures.purge(shop);
        Path receipt = fixtures.copyFor(shop, name, directory);
        DocumentFixtures.changeLetter(receipt);

        Result result = verify(receipt);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).containsIgnoringWhitespaces("changed after it was written");
    }

    private Result apply(Path plan) {
        return run("apply", "--plan", plan.toString(), "--changelog", DocumentFixtures.job(), "-Dconfirmation=OUI");
    }

    private Result verify(Path receipt) {
        return run("verify", "--receipt", receipt.toString(), "--changelog", DocumentFixtures.job());
    }

    private Result run(String command, String... options) {
        return new CommandLineRun().run(command, shop, options);
    }

    /** Returns the system identifier in the documents. */
    private String systemIdentifier() {
        return shop instanceof PostgresShop ? "7712833372797340283" : "/srv/ouigate/shop";
    }
}
