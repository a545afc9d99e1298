package io.github.ouigate.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.io.Sha256;
import io.github.ouigate.json.Documents;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ReceiptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliberately edited files with a recomputed digest. */
class EditedFilesTest {
    private static final String TAG = "support-threads-purge";

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    @Test
    void restoreUsesOnlyTheFilesOfTheArchiveAndTheTablesOfItsRun() throws IOException {
        Applying.succeeds(shop, "--archive", directory.toString());
        Path manifest = directory.resolve(TAG).resolve("manifest.json");
        List<String> others = shop.usersAndOrders();
        Path file = directory.resolve(TAG).resolve("public.messages.csv.zst");
        Files.move(file, directory.resolve("elsewhere.zst"));
        Files.createSymbolicLink(directory.resolve(TAG).resolve("linked.zst"), directory.resolve("elsewhere.zst"));
        String original = Files.readString(manifest);

        for (String name : Arrays.asList(
                "../elsewhere.zst",
                directory.resolve("elsewhere.zst").toString(),
                "..\\elsewhere.zst",
                "..",
                ".",
                "",
                "linked.zst")) {
            edit(manifest, original, document -> table(document).put("file", name));

            assertRefused("which is outside the directory of the archive");
        }
        Files.move(directory.resolve("elsewhere.zst"), file);
        edit(manifest, original, document -> name(document, "table", "users"));
        assertRefused("[ARCHIVE_OTHER_TABLES]");
        edit(manifest, original, document -> {
            name(document, "table", "users");
            name(document, "deletedFrom", "users");
        });
        assertRefused("[ARCHIVE_OTHER_TABLES]");
        edit(manifest, original, document -> table(document).put("rows", 35));
        assertRefused("[ARCHIVE_OTHER_TABLES]");
        edit(manifest, original, document -> table(document)
                .putArray("foreignKeys")
                .add("fk_messages_author"));
        assertRefused("[ARCHIVE_OTHER_TABLES]");
        edit(manifest, original, EditedFilesTest::changeUsers);
        assertRefused("[ARCHIVE_OTHER_TABLES]");
        assertThat(shop.usersAndOrders()).isEqualTo(others);
        assertThat(shop.conversations()).isEmpty();

        Files.writeString(manifest, original);
        Result restored = restore("--expect-digest", Documents.digestIn(original));
        assertThat(restored.exitCode()).as(restored.output()).isZero();
    }

    @Test
    void refusesAFileWithAnotherDigestThanExpected() throws IOException {
        Path plan = directory.resolve("plan.json");
        new CommandLineRun().run("plan", shop, "--out", plan.toString());
        String approved = Documents.digestIn(Files.readString(plan));
        edit(plan, Files.readString(plan), document -> document.putArray("allowedWrites")
                .add("public.orders"));

        assertRefused(run("apply", "--plan", plan.toString(), "--expect-digest", approved));
        String file = Sha256.of(Files.readString(plan)).substring("sha256:".length());
        Result applied = run(
                "apply",
                "--plan",
                plan.toString(),
                "--expect-digest",
                file.toUpperCase(Locale.ROOT),
                "--archive",
                directory.toString(),
                "--receipt-dir",
                directory.toString());
        assertThat(applied.exitCode()).as(applied.output()).isZero();

        Path receipt = ReceiptFiles.json(directory);
        assertRefused(run("verify", "--receipt", receipt.toString(), "--expect-digest", approved));
        assertRefused(run("restore", "--archive", directory.toString(), "--expect-digest", approved));
        assertThat(run("apply", "--expect-digest", approved).exitCode()).isEqualTo(2);
        Result malformed = run("apply", "--plan", plan.toString(), "--expect-digest", "abc");
        assertThat(malformed.exitCode()).isEqualTo(2);
        assertThat(malformed.err()).contains("64 hexadecimal digits");
    }

    private static void assertRefused(Result result) {
        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains("is not the expected document");
    }

    private void assertRefused(String reason) {
        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.output()).contains(reason);
    }

    private Result restore(String... options) {
        List<String> all = new ArrayList<>(List.of("--archive", directory.toString()));
        all.addAll(List.of(options));
        return run("restore", all.toArray(String[]::new));
    }

    private Result run(String command, String... options) {
        return new CommandLineRun().withSystemProperty("confirmation", "OUI").run(command, shop, options);
    }

    private static ObjectNode table(ObjectNode manifest) {
        return (ObjectNode) manifest.path("tables").path(0);
    }

    /** Edits the manifest so that a foreign key of the messages changed the users. */
    private static void changeUsers(ObjectNode manifest) {
        ObjectNode rows = table(manifest).deepCopy();
        rows.putObject("table").put("schema", "public").put("name", "users");
        rows.putObject("deletedFrom").put("schema", "public").put("name", "users");
        ObjectNode changed = manifest.putArray("changed").addObject();
        changed.put("foreignKey", "fk_messages_author").set("rows", rows);
        changed.putArray("key").add("id");
        changed.putObject("left").put("role", "customer");
    }

    private static void name(ObjectNode manifest, String member, String table) {
        table(manifest).putObject(member).put("schema", "public").put("name", table);
    }

    private static void edit(Path file, String original, Consumer<ObjectNode> change) throws IOException {
        ObjectNode document = (ObjectNode) Documents.MAPPER.readTree(original);
        change.accept(document);
        Files.writeString(file, Documents.write(Documents.addDigest(document)));
    }
}
