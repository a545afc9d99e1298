package io.github.ouigate.run.purge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.run.progress.Progress;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** Rows are counted, archived and deleted in one snapshot, which is taken after the last lock. */
@ParameterizedClass
@EveryPostgres
class OneSnapshotTest {
    private static final String TAG = "support-threads-purge";
    private static final String RELEASE_LOCKS =
            "UPDATE databasechangeloglock SET locked = false, lockedby = NULL, lockgranted = NULL";

    private final PostgresShop shop;
    private final List<Step> steps = new ArrayList<>();

    @TempDir
    private Path directory;

    OneSnapshotTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
    }

    @Test
    void deletesExactlyTheArchivedRows() {
        shop.fill(8, 8_000)
                .execute(
                        "ALTER TABLE users ADD status text DEFAULT 'ACTIVE'",
                        "UPDATE message_threads SET user_id = (SELECT max(id::text)::uuid FROM users)"
                                + " WHERE id IN (SELECT id FROM message_threads ORDER BY id LIMIT 4)",
                        "UPDATE users SET status = 'CLOSED' WHERE id = (SELECT max(id::text)::uuid FROM users)");
        List<String> closed = messages("users.status = 'CLOSED'");
        List<String> open = messages("users.status IS DISTINCT FROM 'CLOSED'");
        assertThat(open).hasSameSizeAs(closed).doesNotContainAnyElementsOf(closed);
        Path job = JobFile.in(
                directory,
                "tableName: messages, where: \"thread_id IN (SELECT t.id FROM message_threads t"
                        + " JOIN users u ON u.id = t.user_id WHERE u.status = 'CLOSED')\"");

        Result result = apply(
                new Progress() {
                    private boolean swapped;

                    @Override
                    public void reached(Step step) {}

                    @Override
                    public void copying(TableName table, long rows, long total) {
                        if (!swapped) {
                            swapped = true;
                            shop.execute(
                                    "UPDATE users SET status = CASE status WHEN 'CLOSED' THEN 'ACTIVE' ELSE 'CLOSED' END"
                                            + " WHERE id IN (SELECT user_id FROM message_threads)");
                        }
                    }
                },
                "--changelog",
                job.toString(),
                "--archive",
                directory.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.value("SELECT count(*) FROM users WHERE status = 'CLOSED'"))
                .isEqualTo("1");
        assertThat(shop.rows("SELECT id FROM messages ORDER BY id")).isEqualTo(open);
    }

    private List<String> messages(String condition) {
        return shop.rows("SELECT m.id FROM messages m JOIN message_threads t ON t.id = thread_id"
                + " JOIN users ON users.id = t.user_id WHERE " + condition + " ORDER BY m.id");
    }

    /** Otherwise the proof would not see them either. */
    @Test
    void seesWhatWasCommittedBeforeTheLocks() {
        Progress openOneMore = at(Step.LOCKING, shop::openConversation);

        Result rehearsed = apply(openOneMore, "--rehearse", "--json", "--max-drift", "10");
        shop.execute(
                "DELETE FROM messages WHERE content = 'Bonjour'",
                "DELETE FROM message_threads WHERE subject LIKE 'Nouvelle%'");
        Result applied = apply(openOneMore, "--json", "--max-drift", "10");

        assertThat(rehearsed.exitCode()).as(rehearsed.output()).isZero();
        assertThat(Json.texts(rehearsed, "writtenTables", "deleted")).contains("37", "7");
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(Json.texts(applied, "deletions", "deleted")).containsExactly("37", "7");
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void retriesOnceIfLiquibasesLockWasReleased() {
        List<Runnable> releases = new ArrayList<>(List.of(() -> shop.execute(RELEASE_LOCKS)));

        Result result = apply(at(Step.DELETED, () -> {
            if (!releases.isEmpty()) {
                releases.remove(0).run();
            }
        }));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(steps).containsSubsequence(Step.DELETED, Step.UNDONE, Step.DELETED, Step.COMMITTED);
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
        assertThat(shop.lockHolders()).isEmpty();
    }

    @Test
    @Tag("slow")
    void isBusyIfLiquibasesLockIsReleasedRepeatedly() {
        List<String> before = shop.conversations();

        for (Step moment : List.of(Step.LOCKING, Step.LOCKED, Step.RECORDED)) {
            Result result = apply(at(moment, () -> shop.execute(RELEASE_LOCKS)), "--lock-attempts", "1");

            assertThat(result.exitCode()).as(moment + result.output()).isEqualTo(4);
            assertThat(result.out().replaceAll("\\s+", " ")).contains("released the Liquibase lock");
            assertThat(shop.conversations()).isEqualTo(before);
            assertThat(shop.ledger(TAG)).isEmpty();
            assertThat(shop.lockHolders()).isEmpty();
        }
    }

    /** This retry waits for no lock, so that it does not count as an attempt. */
    @Test
    @Tag("slow")
    void retriesOnceEvenWithASingleAttempt() {
        AtomicBoolean released = new AtomicBoolean();
        Progress once = at(Step.LOCKED, () -> {
            if (!released.getAndSet(true)) {
                shop.execute(RELEASE_LOCKS);
            }
        });

        Result result = apply(once, "--lock-attempts", "1");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
    }

    /** Stock Liquibase does not take ouigate's lock. If its own lock was released, it may apply the tag meanwhile. */
    @Test
    void readsTheLedgerAgainUnderTheLocks() {
        apply(step -> {}, "--tag", "earlier");
        shop.openConversation();
        List<String> before = shop.conversations();

        Result result = apply(at(
                Step.LOCKING,
                () -> shop.execute("INSERT INTO databasechangelog SELECT 'delete-all-support-threads-" + TAG
                        + "', author, filename, dateexecuted, orderexecuted, exectype, md5sum, description, comments, '"
                        + TAG + "' FROM databasechangelog")));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("Nothing to do");
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    private Progress at(Step awaited, Runnable meanwhile) {
        return step -> {
            steps.add(step);
            if (step == awaited) {
                meanwhile.run();
            }
        };
    }

    private Result apply(Progress progress, String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.add("-Dconfirmation=OUI");
        return new CommandLineRun().watchedBy(progress).run("apply", shop, args.toArray(String[]::new));
    }
}
