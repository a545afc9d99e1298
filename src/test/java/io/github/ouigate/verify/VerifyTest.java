package io.github.ouigate.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.json.Documents;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.H2Shop;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ShopApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The findings of {@code verify} after a run; it changes nothing. */
class VerifyTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    @Test
    void acceptsEmptyListsAndNewConversations() throws Exception {
        List<String> others = shop.usersAndOrders();
        Path headers = Files.writeString(
                directory.resolve("headers"), "# of the back office\n\nAuthorization: " + ShopApplication.TOKEN + "\n");

        try (ShopApplication application = new ShopApplication(shop)) {
            String own = application.url("/support/threads");
            String all = application.url("/admin/support/threads");
            String[] endpoints = {"--endpoint", own, "--endpoint", all, "--header-file", headers.toString()};
            Result tooEarly = verify(endpoints);
            String listed = ask("GET", own).body();
            Path receipt = purge(json -> {});
            List<String> empty = List.of(ask("GET", own).body(), ask("GET", all).body());
            Result after = verify(and(endpoints, "--receipt", receipt.toString()));
            int opened = ask("POST", own).statusCode();
            Result later = verify("--receipt", receipt.toString());
            Result listedAgain = verify(and(endpoints, "--receipt", receipt.toString()));

            assertThat(tooEarly.exitCode()).isEqualTo(7);
            assertThat(tooEarly.out())
                    .contains("does not have the tag", "/support/threads returns a list of 6 entries");
            assertThat(listed).isNotEqualTo("[]");
            assertThat(empty).containsOnly("[]");
            assertThat(after.exitCode()).as(after.output()).isZero();
            assertThat(after.out()).contains("Verified", "/admin/support/threads returns an empty list");
            assertThat(opened).isEqualTo(201);
            assertThat(later.exitCode()).as(later.output()).isZero();
            assertThat(later.out()).contains("Verified", "public.messages has one row written since the run");
            assertThat(listedAgain.exitCode()).as(listedAgain.output()).isZero();
            assertThat(listedAgain.out())
                    .containsIgnoringWhitespaces(
                            "Verified", "a list of one entry, created after the run requested its locks");
            assertThat(tooEarly.output() + after.output() + later.output() + listedAgain.output())
                    .doesNotContain("s3cret")
                    .doesNotContain("Nouvelle demande");
        }
        assertThat(shop.usersAndOrders()).isEqualTo(others);
    }

    @Test
    void reportsAnEndpointErrorAndVerifiesTheRest() throws Exception {
        Path receipt = purge(json -> {});
        List<String> rows = shop.everyRow();

        try (ShopApplication application = new ShopApplication(shop)) {
            Result result = verify(
                    "--receipt", receipt.toString(),
                    "--endpoint", application.url("/support/threads"),
                    "--endpoint", application.url("/nowhere"));

            assertThat(result.exitCode()).isEqualTo(7);
            assertThat(result.out())
                    .containsIgnoringWhitespaces(
                            "2 differences", "the status 401", "none was sent", "--header-file", "the status 404")
                    .contains("public.messages has no rows that the run should have deleted");
        }
        assertThat(shop.everyRow()).isEqualTo(rows);
    }

    @Test
    void sendsEachEndpointItsOwnToken() throws IOException {
        Path receipt = purge(json -> {});
        String customer = headers("customer", ShopApplication.CUSTOMER);
        String backOffice = headers("back-office", ShopApplication.TOKEN);

        try (ShopApplication application = new ShopApplication(shop)) {
            String own = application.url("/support/threads");
            String all = application.url("/admin/support/threads");
            Result each = verify(
                    "--receipt",
                    receipt.toString(),
                    "--header-file",
                    customer,
                    "--endpoint",
                    own,
                    "--endpoint",
                    all,
                    "--endpoint-header-file",
                    backOffice);
            Result onlyTheCustomers = verify(
                    "--receipt", receipt.toString(), "--endpoint", own, "--endpoint", all, "--header-file", customer);
            Result reversed = verify("--endpoint-header-file", backOffice, "--endpoint", all);

            assertThat(each.exitCode()).as(each.output()).isZero();
            assertThat(each.out())
                    .contains("/admin/support/threads returns an empty list")
                    .contains("/support/threads returns an empty list");
            assertThat(onlyTheCustomers.exitCode()).isEqualTo(7);
            assertThat(onlyTheCustomers.out())
                    .contains("One difference", "the status 403: the token", "--endpoint-header-file");
            assertThat(reversed.exitCode()).as(reversed.output()).isEqualTo(2);
            assertThat(reversed.err()).contains("follow the --endpoint that it belongs to");
            assertThat(each.output() + onlyTheCustomers.output()).doesNotContain("s3cret");
        }
    }

    /** Customers, orders and conversations are added during the verification. */
    @Test
    void acceptsNormalActivityAfterARun() throws IOException {
        Path receipt = purge(json -> {});
        shop.execute(
                "INSERT INTO users SELECT gen_random_uuid(), 'new' || email, full_name, '', role, now() FROM users",
                "INSERT INTO orders SELECT gen_random_uuid(), user_id, 'new' || number, 1, status, now() FROM orders");
        shop.openConversation();
        shop.execute("UPDATE message_threads SET closed = true, updated_at = now()", "VACUUM FREEZE messages");

        Result result = verify("--receipt", receipt.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out())
                .contains("Verified", "public.messages has one row written since the run")
                .contains("public.users has 16 rows, and had 8 after the run");
    }

    @Test
    void readsReceiptsWithoutTheTimeOfTheLocks() throws IOException {
        Path receipt = purge(json -> json.withObject("/transaction").remove("lockRequestedAt"));
        shop.execute("UPDATE databasechangelog SET comments = regexp_replace(comments, ', receipt \\w*', '')");
        shop.openConversation();

        try (ShopApplication application = new ShopApplication(shop)) {
            String[] options = {
                "--receipt",
                receipt.toString(),
                "--endpoint",
                application.url("/support/threads"),
                "--header-file",
                headers("customer", ShopApplication.CUSTOMER)
            };
            Result untold = verify(options);
            Result allowed = verify(and(options, "--endpoint-allow-new"));

            assertThat(untold.exitCode()).as(untold.output()).isEqualTo(7);
            assertThat(untold.out()).contains("--endpoint-allow-new");
            assertThat(allowed.exitCode()).as(allowed.output()).isZero();
            assertThat(allowed.out()).contains("Accepted because of --endpoint-allow-new");
        }
    }

    @Test
    void writesNothing() throws IOException {
        Path receipt = purge(json -> {});
        List<String> before = shop.everyRow();

        verify("--receipt", receipt.toString());

        assertThat(shop.everyRow()).isEqualTo(before);
    }

    @Test
    void doesNotCreateALedger() {
        List<String> before = shop.everyRow();

        Result result = verify();

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(shop.everyRow()).isEqualTo(before);
    }

    @Test
    void findsRowsFromBeforeTheRun() throws IOException {
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");
        shop.openConversation();
        String snapshot = shop.value("SELECT pg_current_snapshot()");
        Path receipt = purge(json -> json.withObject("/transaction").put("snapshot", snapshot));

        Result result = verify("--receipt", receipt.toString());

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.out()).contains("public.messages still has one row from before the run, of 1 that match");
    }

    @Test
    void namesTheOptionForTheJobOfATag() throws IOException {
        Path job = Files.copy(Path.of("changelogs/closed-threads.yaml"), directory.resolve("own.yaml"));
        Applying.confirmed(shop, "--changelog", job.toString(), "--tag", "own");

        Result result = verify("--tag", "own");
        Result document = verify("--tag", "own", "--json");

        String remedy = "If you mean that changeset, give its file with --changelog. Otherwise, choose another --tag.";
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.out())
                .contains("The ledger has the tag own for another changeset", "\n    → " + remedy + "\n");
        assertThat(Json.document(document).path("error").path("remedy").asText())
                .isEqualTo(remedy);
    }

    @Test
    void reportsRowsOfUnknownAgeWithoutAReceipt() {
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");
        shop.openConversation();

        Result result = verify();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("some checks were not possible", "give its receipt");
    }

    @Test
    void findsDeletedUsers() throws IOException {
        Path receipt = purge(json -> {});
        shop.execute("DELETE FROM orders");

        Result result = verify("--receipt", receipt.toString());

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.out()).contains("public.orders has 0 rows, fewer than the 10 after the run");
    }

    @Test
    void findsAChangedDefinition() throws IOException {
        Path receipt = purge(json -> {});
        shop.execute("ALTER TABLE messages ADD COLUMN colour text");

        Result result = verify("--receipt", receipt.toString());

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.out()).contains("definition of the purged tables has changed", "colour");
    }

    @Test
    void findsAnotherRunInTheLedger() throws IOException {
        Path receipt = purge(json -> json.put("runId", "20200101T000000Z-00000000"));

        Result result = verify("--receipt", receipt.toString(), "--json");

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(Json.document(result).path("verified").asBoolean(true)).isFalse();
        assertThat(Json.list(result, "checks").get(0).path("state").asText()).isEqualTo("DIFFERS");
    }

    @Test
    void determinesTheOutcomeOfAnUnknownRun() throws IOException {
        Path committed = purge(json -> json.put("outcome", "UNKNOWN"));

        assertThat(verify("--receipt", committed.toString()).exitCode()).isZero();
        shop.execute("DELETE FROM databasechangelog");
        Result rolledBack = verify("--receipt", committed.toString());

        assertThat(rolledBack.exitCode()).isEqualTo(7);
        assertThat(rolledBack.out()).containsIgnoringWhitespaces("was rolled back, or has not ended");
    }

    @Test
    void refusesAnEditedReceipt() throws IOException {
        Path receipt = purge(json -> {});
        String text = Files.readString(receipt);

        assertRefused(text.replace("\"rows\" : 10", "\"rows\" : 1"), "changed after it was written");
        assertRefused(text.substring(0, text.length() / 2), "incomplete or not JSON");
        assertRefused("<html>", "incomplete or not JSON");
        assertRefused(text.replace("\"kind\" : \"receipt\"", "\"kind\" : \"plan\""), "is a plan");
    }

    @Test
    void refusesAReceiptOfARunThatDeletedNothing() throws IOException {
        Path receipt = purge(json -> json.put("outcome", "ROLLED_BACK"));

        assertRefused(Files.readString(receipt), "deleted nothing");
    }

    @Test
    void refusesAReceiptOfAnotherDatabase() throws IOException {
        Path receipt = purge(json -> {});

        Result result = new CommandLineRun()
                .run("verify", new PostgresShop(PostgresServer.newest()), "--receipt", receipt.toString());

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("receipt is of the database");
    }

    @Test
    void requiresAnExistingReceipt() {
        assertThat(verify("--receipt", "no-such-receipt.json").exitCode()).isEqualTo(2);
    }

    @Test
    void refusesInvalidEndpointsBeforeConnecting() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad"), "Authorization: x\ns3cret without a name\n");
        String nowhere = "postgresql://postgres@127.0.0.1:1/shop";

        for (String url : List.of("ftp://shop.example/", "shop", "http://dba:s3cret@shop.example/", "http://:80/")) {
            Result result = new CommandLineRun().run("verify", "--url", nowhere, "--endpoint", url);

            assertThat(result.exitCode()).as(url).isEqualTo(2);
            assertThat(result.output()).doesNotContain("s3cret");
        }
        Result result = new CommandLineRun()
                .run("verify", "--url", nowhere, "--endpoint", "http://localhost/", "--header-file", bad.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("Line 2").doesNotContain("s3cret");
    }

    @Test
    void verifiesOnH2() {
        H2Shop other = H2Shop.inMemory();
        new CommandLineRun().run("apply", other, "-Dconfirmation=OUI");

        Result result = new CommandLineRun().run("verify", other);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("PUBLIC.MESSAGES has no rows that the run should have deleted");
    }

    private String headers(String name, String token) throws IOException {
        return Files.writeString(directory.resolve(name), "Authorization: " + token + "\n")
                .toString();
    }

    private Result verify(String... options) {
        return new CommandLineRun().run("verify", shop, options);
    }

    private void assertRefused(String receipt, String reason) throws IOException {
        Path file = Files.writeString(directory.resolve("given.json"), receipt);

        Result result = verify("--receipt", file.toString());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains(reason);
    }

    /** Verification reports a failing condition like a plan. */
    @Test
    void reportsAFailingCondition() {
        String job = JobFile.in(
                        directory, "tableName: messages, where: \"thread_id = (SELECT id FROM message_threads)\"")
                .toString();

        Result result = verify("--changelog", job);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(7);
        assertThat(result.out().replaceAll("\\s+", " ")).contains("The rows of public.messages cannot be counted");
    }

    @Test
    void distinguishesCountsOfALaterReceipt() throws IOException {
        purge(json -> {});

        Path later = purge(json -> {});
        Result result = verify("--receipt", later.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out())
                .contains("public.users has 8 rows, and had 8 when the receipt was written.")
                .doesNotContain("after the run");
    }

    private Path purge(Consumer<ObjectNode> change) throws IOException {
        ObjectNode json =
                (ObjectNode) Json.document(new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI", "--json"));
        change.accept(json);
        json.remove("digest");
        return Files.writeString(directory.resolve("receipt.json"), Documents.write(Documents.addDigest(json)));
    }

    private static String[] and(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static HttpResponse<String> ask(String method, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", ShopApplication.TOKEN)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
