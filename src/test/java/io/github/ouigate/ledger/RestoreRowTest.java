package io.github.ouigate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.StockLiquibase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore leaves a row in the ledger that Liquibase ignores. */
class RestoreRowTest {
    private static final String TAG = "support-threads-purge";
    private static final String BEFORE = """
            databaseChangeLog:
            - changeSet:
                id: before
                author: shop
                changes:
                - createTable: {tableName: before_purge, columns: [{column: {name: id, type: int}}]}
                - tagDatabase: {tag: v1}
            """;
    private static final String AFTER = """
            - changeSet:
                id: after
                author: shop
                changes:
                - createTable: {tableName: after_restore, columns: [{column: {name: id, type: int}}]}
            """;

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    @Test
    @Tag("slow")
    void isIgnoredByLiquibase() throws IOException {
        Path changelog = Files.writeString(directory.resolve("shop.yaml"), BEFORE);
        stock("update", changelog);
        purgeAndRestore();
        Files.writeString(changelog, BEFORE + AFTER);

        assertThat(stock("status", changelog)).contains("1 changeset").doesNotContain("restored");
        assertThat(stock("validate", changelog)).isEmpty();
        stock("update", changelog);
        assertThat(tables()).containsExactly("after_restore", "before_purge");
        assertThat(stock("status", changelog)).contains("is up to date");
        assertThat(stock("history", changelog)).contains(TAG + " (restored ");
        stock("rollback", changelog);
        assertThat(tables()).containsExactly("before_purge");
        stock("clear-checksums", changelog);
        stock("update", changelog);
        assertThat(tables()).containsExactly("after_restore", "before_purge");

        assertThat(restores()).hasSize(1);
        purgeAndRestore();
        assertThat(restores()).hasSize(2);
    }

    @Test
    void keepsTheNoteOfTheRunAndReleasesItsTag() {
        purge();
        String noted = shop.value("SELECT comments FROM databasechangelog WHERE tag = '" + TAG + "'");
        restore();

        assertThat(shop.ledger(TAG)).isEmpty();
        assertThat(shop.rows("SELECT comments FROM databasechangelog")).containsExactly(noted);
        assertThat(shop.value("SELECT description FROM databasechangelog"))
                .matches(
                        "ouigate \\S+ by dba@jumphost \\[restores \\S+]: 6 public.message_threads, 36 public.messages");
    }

    /** The deletes of a restored run no longer count: the tag is free for any. */
    @Test
    @Tag("slow")
    void releasesTheTagForAnEditedJob() throws IOException {
        String edited = JobFile.in(
                        directory, "tableName: messages, where: created_at IS NOT NULL", "tableName: message_threads")
                .toString();
        purge();
        Applying.isRefused("APPLIED_WITH_OTHER_CONDITIONS", shop, "--changelog", edited);
        restore();

        Applying.succeeds(shop, "--changelog", edited);
        Applying.isRefused("APPLIED_WITH_OTHER_CONDITIONS", shop);
        assertThat(restores()).hasSize(1);
    }

    @Test
    void isNotWrittenByARehearsal() {
        purge();
        Result rehearsed = new CommandLineRun().run("restore", shop, "--archive", "" + directory, "--rehearse");

        assertThat(rehearsed.exitCode()).as(rehearsed.output()).isZero();
        assertThat(restores()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    /** A restore into a database whose ledger has no row of the run leaves a row too. */
    @Test
    void isWrittenIfTheLedgerHasNoRowOfTheRun() {
        purge();
        shop.execute("DELETE FROM databasechangelog");
        restore();

        assertThat(restores()).hasSize(1);
    }

    private void purgeAndRestore() {
        purge();
        restore();
    }

    private void purge() {
        Applying.succeeds(shop, "--archive", directory.toString());
    }

    private void restore() {
        Result restore = new CommandLineRun().run("restore", shop, "--archive", "" + directory, "-Dconfirmation=OUI");
        assertThat(restore.exitCode()).as(restore.output()).isZero();
        try {
            Files.move(
                    directory.resolve(TAG),
                    Files.createTempDirectory(directory, "old").resolve(TAG));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String stock(String command, Path changelog) {
        try (Connection connection = shop.connect()) {
            return StockLiquibase.command(connection, command, changelog, "v1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> restores() {
        return shop.rows("SELECT id FROM databasechangelog WHERE id LIKE '" + TAG + " (restored %' ORDER BY id");
    }

    private List<String> tables() {
        return shop.rows("SELECT tablename FROM pg_tables WHERE tablename ~ 'before_purge|after_restore' ORDER BY 1");
    }
}
