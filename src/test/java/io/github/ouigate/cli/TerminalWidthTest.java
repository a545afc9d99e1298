package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.report.Messages;
import io.github.ouigate.report.text.Style;
import io.github.ouigate.report.text.TextReport;
import io.github.ouigate.run.progress.LockWait;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports on terminals of different widths. */
class TerminalWidthTest {
    private static final String COPIED = "CREATE INDEX CONCURRENTLY ON \"public\".\"messages\" (\"thread_id\");";

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    /** The changeset's id after its label takes 61 columns. */
    @ParameterizedTest
    @ValueSource(ints = {61, 80, 132})
    void wrapsBetweenWordsAndLeavesWhole(int width) {
        Result narrow = new CommandLineRun().wide(width).run("plan", shop);
        Result wide = new CommandLineRun().wide(10_000).run("plan", shop);

        assertThat(words(narrow.out())).isEqualTo(words(wide.out()));
        assertThat(words(narrow.err())).isEqualTo(words(wide.err()));
        assertThat(narrow.out().lines().map(String::strip)).contains(COPIED);
        assertThat(narrow.output().lines().filter(line -> !line.strip().equals(COPIED) && canBeWrapped(line)))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80})
    void wrapsErrors(int width) {
        Result result = new CommandLineRun().wide(width).run("plan", "--receipt", "x", "y");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }

    @ParameterizedTest
    @ValueSource(ints = {61, 80})
    void wrapsTheQuestion(int width) {
        Result narrow = new CommandLineRun().typing("no").wide(width).run("apply", shop, "--no-color");
        Result wide = new CommandLineRun().typing("no").wide(10_000).run("apply", shop, "--no-color");

        assertThat(narrow.exitCode()).as(narrow.output()).isEqualTo(3);
        assertThat(words(narrow.err())).isEqualTo(words(wide.err()));
        assertThat(narrow.err()
                        .lines()
                        .filter(line -> !line.strip().equals(COPIED))
                        .filter(TerminalWidthTest::canBeWrapped))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80})
    void wrapsTheFaultsOfAJob(int width) throws IOException {
        String job = Files.readString(Path.of("changelogs/support-threads.yaml"))
                .replace("onFail: HALT", "onFail: WARN")
                .replace("logicalFilePath: ", "logicalFilePath: /");
        Path file = Files.writeString(directory.resolve("job.yaml"), job);

        Result narrow = new CommandLineRun().wide(width).run("plan", shop, "--changelog", file.toString());
        Result wide = new CommandLineRun().wide(10_000).run("plan", shop, "--changelog", file.toString());

        assertThat(narrow.exitCode()).as(narrow.output()).isEqualTo(4);
        assertThat(words(narrow.err())).isEqualTo(words(wide.err()));
        assertThat(narrow.err().lines().filter(TerminalWidthTest::canBeWrapped))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        assertThat(wide.err().lines().filter(line -> line.strip().startsWith("→")))
                .hasSizeGreaterThan(1);
    }

    @Test
    void wrapsWhatBlocksAnAttempt() {
        TextReport report = new TextReport(new Messages(Locale.ENGLISH), new Style(false), OptionalInt.of(40));

        assertThat(report.waited(new LockWait(2, 10, List.of())))
                .isEqualTo("Lock attempt 2 of 10 blocked by: a\nsession that has ended.\n");
    }

    @Test
    void wrapsTheStateOfATag() {
        Applying.succeeds(shop);

        assertThat(new CommandLineRun().wide(60).run("status", shop).out().lines())
                .contains("    public.messages, 6 public.message_threads.");
    }

    /** Returns whether the last column of a line has several words. */
    private static boolean canBeWrapped(String line) {
        return line.strip().replaceFirst(".* {2,}", "").contains(" ");
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split("\\s+"));
    }
}
