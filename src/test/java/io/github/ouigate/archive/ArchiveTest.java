package io.github.ouigate.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.run.progress.Progress;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.AllTypes;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.SmallDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** Every deleted row is archived, and rows that were not deleted leave no archive. */
@ParameterizedClass
@NewestPostgres
class ArchiveTest {
    private static final String TAG = "support-threads-purge";

    private final PostgresShop shop;

    @TempDir
    private Path directory;

    ArchiveTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
    }

    private Result apply(String... options) {
        return Applying.confirmed(
                shop,
                Stream.concat(Stream.of("--archive", directory.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.skip(1)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(files(directory))
                .containsExactly(
                        TAG,
                        TAG + "/manifest.json",
                        TAG + "/public.message_threads.csv.zst",
                        TAG + "/public.messages.csv.zst");
        assertThat(permissions(directory.resolve(TAG))).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve(TAG).resolve("manifest.json"))).isEqualTo("rw-------");
        assertThat(permissions(directory.resolve(TAG).resolve("public.messages.csv.zst")))
                .isEqualTo("rw-------");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void isWrittenUnderTheLocksBeforeTheDeletes() throws IOException {
        List<Step> steps = new ArrayList<>();
        List<String> seen = new ArrayList<>();

        new CommandLineRun()
                .watchedBy(step -> {
                    steps.add(step);
                    if (step == Step.ARCHIVED) {
                        seen.addAll(list(directory));
                        seen.addAll(shop.rows("SELECT count(*) FROM messages"));
                    }
                })
                .run("apply", shop, "--archive", directory.toString(), "-Dconfirmation=OUI");

        assertThat(steps).containsSubsequence(Step.LOCKED, Step.ARCHIVED, Step.DELETED, Step.COMMITTED);
        assertThat(seen).contains("36").doesNotContain(TAG);
        assertThat(seen.get(0)).startsWith("." + TAG).endsWith(".partial");
    }

    private static List<String> list(Path directory) {
        try {
            return files(directory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isNamedInTheReceiptWhichContainsNoMessages() {
        AllTypes.add(shop);

        Result result = apply("--json");

        assertThat(Json.document(result).at("/archive/directory").asText())
                .isEqualTo(directory.resolve(TAG).toString());
        assertThat(Json.document(result).at("/archive/rows").asText()).isEqualTo("42");
        assertThat(Json.document(result).at("/archive/digest").asText()).startsWith("sha256:");
        AllTypes.contents().forEach(text -> assertThat(result.output()).doesNotContain(text));
    }

    @Test
    void reportsTheProgressOfArchivingAndRestoring() {
        List<String> copied = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void reached(Step step) {}

            @Override
            public void copying(TableName table, long rows, long total) {
                copied.add(table + ": " + rows + " of " + total);
            }
        };

        for (String command : List.of("apply", "restore")) {
            new CommandLineRun()
                    .watchedBy(progress)
                    .run(command, shop, "--archive", directory.toString(), "-Dconfirmation=OUI");
        }

        assertThat(copied)
                .containsSubsequence(
                        "public.messages: 36 of 36",
                        "public.message_threads: 6 of 6",
                        "public.message_threads: 6 of 6",
                        "public.messages: 36 of 36");
    }

    @Test
    void isDeletedAfterARollback() throws IOException {
        shop.execute(
                "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END'",
                "CREATE TRIGGER no BEFORE DELETE ON message_threads FOR EACH ROW EXECUTE FUNCTION no()");

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(files(directory)).isEmpty();
        assertThat(shop.conversations()).hasSize(42);
    }

    @Test
    void isDeletedAfterARehearsal() throws IOException {
        Result result = apply("--rehearse");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(files(directory)).isEmpty();
    }

    @Test
    void doesNotOverwriteAnotherArchive() throws IOException {
        Path there = Files.createDirectory(directory.resolve(TAG));
        Files.writeString(there.resolve("manifest.json"), "precious");

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out()).containsIgnoringWhitespaces("already exists");
        assertThat(there.resolve("manifest.json")).hasContent("precious");
        assertThat(shop.conversations()).hasSize(42);
    }

    @Test
    void namesTheRunWhoseArchiveIsInTheWay() throws IOException {
        String[] archived = {"--archive", directory.toString()};
        apply();
        new CommandLineRun().run("restore", shop, "--archive", directory.toString(), "-Dconfirmation=OUI");

        List<String> ofTag = Hazards.of(shop, archived);
        List<String> ofDatabase = Hazards.of(new PostgresShop(shop.server()), archived);
        Files.move(directory.resolve(TAG), directory.resolve("later"));
        List<String> ofOtherTag = Hazards.of(shop, "--archive", directory.toString(), "--tag", "later");

        assertThat(ofTag).contains("BLOCK ARCHIVE_EXISTS_OF_TAG");
        assertThat(ofDatabase).contains("BLOCK ARCHIVE_EXISTS_OF_DATABASE");
        assertThat(ofOtherTag).contains("BLOCK ARCHIVE_EXISTS_OF_OTHER_TAG");
    }

    @Test
    void doesNotBlockALaterRunWithNothingToDo() {
        apply();

        Result again = apply();

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.out()).contains("Nothing to do");
    }

    @Test
    void requiresTheDirectoryBeforeConnecting() {
        Result result = Applying.confirmed(
                shop, "--archive", directory.resolve("nowhere").toString());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.err()).contains("does not exist").doesNotContain("To be deleted");
        assertThat(shop.conversations()).hasSize(42);
    }

    /** Java unpacks the library into its temporary directory, which may be read-only or mounted noexec. */
    @Test
    void requiresTheCompressionLibraryBeforeConnecting() {
        Map<String, String> environment =
                Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + directory.resolve("nowhere"));

        try (OuigateProcess apply = OuigateProcess.start(
                environment, "apply", "--url", shop.url(), "--archive", "" + directory, "-Dconfirmation=OUI")) {
            assertThat(apply.exitCode()).as(apply.output()).isEqualTo(1);
            assertThat(apply.output())
                    .containsIgnoringWhitespaces("nowhere", "-Djava.io.tmpdir=DIRECTORY")
                    .doesNotContain("To be deleted", "database");
        }
        assertThat(directory).isEmptyDirectory();
    }

    /** Root can write to any directory except special file systems. */
    @Test
    void deletesNothingIfTheArchiveCannotBeWritten() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")));

        Result result = Applying.confirmed(shop, "--archive", "/proc/self");

        assertThat(result.exitCode()).as(result.output()).isIn(2, 5);
        assertThat(result.output()).containsPattern("/proc/self.* writ(able|ten)");
        assertThat(shop.conversations()).hasSize(42);
        assertThat(shop.lockHolders()).isEmpty();
    }

    /** The statistics predate the long rows, so that the plan expects less. */
    @Test
    void rollsBackWhenTheDiskIsFull() throws Exception {
        shop.execute(
                "ALTER TABLE messages SET (autovacuum_enabled = false)",
                "ANALYZE messages, message_threads",
                "INSERT INTO messages SELECT gen_random_uuid(), (SELECT id FROM message_threads LIMIT 1), NULL,"
                        + " (SELECT string_agg(md5(random()::text || n || m), '') FROM generate_series(1, 1000) m), now()"
                        + " FROM generate_series(1, 100) n");
        List<String> before = shop.conversations();

        try (SmallDisk disk = new SmallDisk(directory, 1_000)) {
            Result result = apply();

            assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
            assertThat(result.out()).containsIgnoringWhitespaces("could not be written", "No space left on device");
            assertThat(files(disk.path())).isEmpty();
        }
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger(TAG)).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();
    }

    /** The file of the first table is complete when that of the second begins. */
    @Test
    void rollsBackWhenTheArchiveIsDamagedBeforeItIsReadBack() throws IOException {
        List<String> before = shop.conversations();
        Progress damage = new Progress() {
            @Override
            public void reached(Step step) {}

            @Override
            public void copying(TableName table, long rows, long total) {
                if (table.name().equals("message_threads")) {
                    try (Stream<Path> files = Files.walk(directory)) {
                        Path messages = files.filter(file -> file.endsWith("public.messages.csv.zst"))
                                .findFirst()
                                .orElseThrow();
                        Files.write(messages, new byte[] {0}, StandardOpenOption.APPEND);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        };

        Result result = new CommandLineRun()
                .watchedBy(damage)
                .run("apply", shop, "--archive", directory.toString(), "-Dconfirmation=OUI", "--json");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(Json.document(result).path("error").path("code").asText()).isEqualTo("RUN_ARCHIVE_FAILED");
        assertThat(Json.document(result).path("error").path("message").asText())
                .contains("messages.csv.zst", "Nothing is deleted without it.")
                .doesNotContain("..", "backup");
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    void canBeRestoredWithZstdAndPsqlOnly() throws Exception {
        assumeTrue(run("sh", "-c", "zstd --version && psql --version"), "zstd or psql is not installed");
        AllTypes.add(shop);
        List<String> before = shop.conversations();
        apply();

        for (String table : List.of("message_threads", "messages")) {
            String columns = shop.value("SELECT string_agg(quote_ident(attname), ',' ORDER BY attnum) FROM pg_attribute"
                    + " WHERE attrelid = '" + table + "'::regclass AND attnum > 0 AND NOT attisdropped"
                    + " AND attgenerated = ''");
            String load = "zstd -dc " + directory.resolve(TAG) + "/public." + table
                    + ".csv.zst | psql -qX -v ON_ERROR_STOP=1 " + shop.url() + " -c \"COPY " + table + " (" + columns
                    + ") FROM STDIN (FORMAT csv, HEADER)\"";
            assertThat(run("bash", "-o", "pipefail", "-c", load)).as(load).isTrue();
        }

        assertThat(shop.conversations()).isEqualTo(before);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        return process.waitFor() == 0;
    }

    @Test
    @Tag("slow")
    void storesEachInheritingTableSeparately() throws IOException {
        shop.execute(
                "CREATE TABLE old_messages () INHERITS (messages)",
                "INSERT INTO old_messages SELECT gen_random_uuid(), thread_id, NULL, 'old', now() FROM messages LIMIT 3");
        List<String> before = shop.everyRow();

        Result applied = apply();
        Result restored =
                new CommandLineRun().run("restore", shop, "--archive", directory.toString(), "-Dconfirmation=OUI");

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(files(directory)).contains(TAG + "/public.old_messages.csv.zst");
        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(shop.everyRow()).containsAll(before);
    }

    @Test
    void storesPartitionsUnderTheirRoot() {
        shop.execute(
                "CREATE TABLE parted (LIKE messages) PARTITION BY RANGE (created_at)",
                "CREATE TABLE parted_old PARTITION OF parted FOR VALUES FROM (MINVALUE) TO ('2024-01-01')",
                "CREATE TABLE parted_new PARTITION OF parted DEFAULT",
                "INSERT INTO parted SELECT * FROM messages",
                "DROP TABLE messages",
                "ALTER TABLE parted RENAME TO messages",
                "ALTER TABLE messages ADD FOREIGN KEY (thread_id) REFERENCES message_threads",
                "CREATE INDEX ON messages (thread_id)");
        List<String> before = shop.conversations();

        Result applied = apply();
        Result restored =
                new CommandLineRun().run("restore", shop, "--archive", directory.toString(), "-Dconfirmation=OUI");

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    void restoreChangedByATriggerIsRolledBack() {
        apply();
        shop.execute(
                "CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN NEW.content := ''changed''; RETURN NEW; END'",
                "CREATE TRIGGER meddle BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION meddle()");

        Result result =
                new CommandLineRun().run("restore", shop, "--archive", directory.toString(), "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).containsIgnoringWhitespaces("some rows have other values");
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    @Test
    void reportsMissingParentsWithoutTheContentsOfRows() {
        apply();
        shop.execute("DELETE FROM orders", "DELETE FROM users");

        Result result =
                new CommandLineRun().run("restore", shop, "--archive", directory.toString(), "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains("[ARCHIVE_ORPHANS]", "fk_message_threads_user", "fk_messages_author");
        assertThat(result.output()).doesNotContain("Bonjour");
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void checksThePrivilegesForARestoreInAdvance() {
        apply();
        String role = "clerk of " + shop.database();
        shop.execute(
                "CREATE ROLE \"" + role + "\" LOGIN",
                "GRANT SELECT, INSERT, DELETE ON messages TO \"" + role + "\"",
                "GRANT SELECT, DELETE ON message_threads TO \"" + role + "\"",
                "GRANT SELECT, DELETE, INSERT ON databasechangelog TO \"" + role + "\"");
        String[] options = {"--archive", directory.toString(), "-Dconfirmation=OUI", "--user", role};

        Result refused = new CommandLineRun().run("restore", shop, options);
        shop.execute(
                "GRANT INSERT ON message_threads TO \"" + role + "\"",
                "GRANT SELECT, INSERT, UPDATE ON databasechangeloglock TO \"" + role + "\"");
        Result result = new CommandLineRun().run("restore", shop, options);

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(4);
        assertThat(refused.err()).contains("GRANT INSERT ON", "GRANT UPDATE ON", "databasechangeloglock");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).hasSize(42);
    }
}
