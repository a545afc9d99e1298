package io.github.ouigate.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.run.progress.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressLineTest {
    private static final TableName MESSAGES = new TableName("public", "messages");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long seconds;

    @Test
    void showsNothingForShortOperations() {
        try (ProgressLine line = line(false)) {
            line.working(Step.DELETED, MESSAGES, 1_000_000);
            tick(line, 9);
        }

        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void printsALineEveryTenSecondsWithoutATerminal() {
        try (ProgressLine line = line(false)) {
            line.working(Step.INDEXED, MESSAGES, 1_000_000);
            tick(line, 12);
            line.working(Step.DELETED, MESSAGES, 1_000_000);
            tick(line, 25);
        }

        assertThat(err.toString(UTF_8).lines())
                .containsExactly(
                        "Creating an index on public.messages, 1,000,000 rows: 10 s",
                        "Deleting from public.messages, 1,000,000 rows: 10 s",
                        "Deleting from public.messages, 1,000,000 rows: 20 s");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void showsTheProgressAndRemainingTimeOfACopy() {
        try (ProgressLine line = line(false)) {
            line.copying(MESSAGES, 0, 400_000);
            tick(line, 9);
            line.copying(MESSAGES, 100_000, 400_000);
            tick(line, 1);
        }

        assertThat(err.toString(UTF_8).lines())
                .containsExactly(
                        "public.messages: 100,000 of 400,000 rows, 10,000 rows per second: 10 s, about 30 s left for this table");
    }

    @Test
    void usesOneLineOfATerminalAndClearsIt() {
        try (ProgressLine line = line(true)) {
            line.working(Step.DELETED, MESSAGES, 36);
            tick(line, 2);
        }

        assertThat(err.toString(UTF_8))
                .doesNotContain("\n")
                .contains("Deleting from public.messages, 36 rows: 2 s")
                .endsWith("\r\u001B[K");
    }

    @Test
    void showsTheProgressOfACopyOnATerminal() {
        try (ProgressLine line = line(true)) {
            line.copying(MESSAGES, 0, 400_000);
            line.copying(MESSAGES, 20_000, 400_000);
            tick(line, 1);
            line.copying(MESSAGES, 40_000, 400_000);
            tick(line, 1);
        }

        assertThat(shown())
                .containsExactly(
                        "",
                        "public.messages: 20,000 of 400,000 rows, 20,000 rows per second: 1 s, about 19 s left for this table",
                        "public.messages: 40,000 of 400,000 rows, 20,000 rows per second: 2 s, about 18 s left for this table");
        assertThat(err.toString(UTF_8)).doesNotContain("\n").endsWith("\r\u001B[K");
    }

    @Test
    void hasAtLeastASecondLeftWhileItCopies() {
        try (ProgressLine line = line(true)) {
            line.copying(MESSAGES, 399_999, 400_000);
            tick(line, 1);
        }

        assertThat(err.toString(UTF_8)).contains("399,999 rows per second: 1 s, about 1 s left for this table");
    }

    @Test
    void restartsWithTheCopyOfTheNextTable() {
        try (ProgressLine line = line(false)) {
            line.copying(MESSAGES, 400_000, 400_000);
            tick(line, 9);
            line.copying(new TableName("public", "message_threads"), 1_000, 2_000);
            tick(line, 10);
        }

        assertThat(err.toString(UTF_8).lines())
                .containsExactly(
                        "public.message_threads: 1,000 of 2,000 rows, 100 rows per second: 10 s, about 10 s left for this table");
    }

    @Test
    void knowsTheTimeOfThePlanFromTheFirstSecond() {
        try (ProgressLine line = line(true)) {
            line.reached(Step.LOCKING);
            line.expecting(Duration.ofSeconds(11));
            tick(line, 1);
            line.working(Step.DELETED, MESSAGES, 1_000_000);
            tick(line, 2);
        }

        assertThat(shown())
                .containsExactly(
                        "",
                        "Tables locked, writers wait: 1 s, at most about 10 s left by rough estimate",
                        "",
                        "Deleting from public.messages, 1,000,000 rows: 1 s, at most about 9 s left by rough estimate",
                        "Deleting from public.messages, 1,000,000 rows: 2 s, at most about 8 s left by rough estimate");
    }

    @Test
    void countsTheEstimateDownOverAllDeletes() {
        try (ProgressLine line = line(false)) {
            line.expecting(Duration.ofSeconds(101));
            line.working(Step.DELETED, MESSAGES, 10_000_000);
            tick(line, 12);
            line.reached(Step.DELETED);
            line.working(Step.DELETED, new TableName("public", "message_threads"), 100_000);
            tick(line, 10);
        }

        assertThat(err.toString(UTF_8).lines())
                .containsExactly(
                        "Deleting from public.messages, 10,000,000 rows: 10 s,"
                                + " at most about 91 s left by rough estimate",
                        "Deleting from public.message_threads, 100,000 rows: 10 s,"
                                + " at most about 79 s left by rough estimate");
    }

    @Test
    void admitsThatTheEstimateWasTooLow() {
        try (ProgressLine line = line(true)) {
            line.expecting(Duration.ofSeconds(1));
            line.working(Step.DELETED, MESSAGES, 1);
            tick(line, 1);
        }

        assertThat(shown())
                .containsExactly("", "Deleting from public.messages, one row: 1 s, longer than the rough estimate");
    }

    @Test
    void prefersTheMeasuredPaceToTheEstimate() {
        try (ProgressLine line = line(true)) {
            line.expecting(Duration.ofSeconds(60));
            line.copying(MESSAGES, 0, 400_000);
            tick(line, 1);
            line.copying(MESSAGES, 40_000, 400_000);
            tick(line, 1);
        }

        assertThat(shown())
                .containsExactly(
                        "",
                        "Copying public.messages, 400,000 rows: 1 s, at most about 59 s left by rough estimate",
                        "public.messages: 40,000 of 400,000 rows, 20,000 rows per second: 2 s,"
                                + " about 18 s left for this table");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCKING", "COMMITTED", "UNDONE"})
    void forgetsTheEstimateWithTheLocks(Step step) {
        try (ProgressLine line = line(true)) {
            line.expecting(Duration.ofSeconds(60));
            line.reached(step);
            tick(line, 1);
        }

        assertThat(err.toString(UTF_8)).isEmpty();
    }

    /** Returns the lines shown on the terminal, one after the other. */
    private List<String> shown() {
        return List.of(err.toString(UTF_8).replaceAll("\u001B\\[\\?7[lh]", "").split("\r\u001B\\[K"));
    }

    private void tick(ProgressLine line, int times) {
        for (int i = 0; i < times; i++) {
            seconds++;
            line.tick();
        }
    }

    private ProgressLine line(boolean interactive) {
        Terminal terminal = new Terminal() {
            @Override
            public PrintStream out() {
                return new PrintStream(out, true, UTF_8);
            }

            @Override
            public PrintStream err() {
                return new PrintStream(err, true, UTF_8);
            }

            @Override
            public boolean isReaderGone() {
                return false;
            }

            @Override
            public boolean isInteractive() {
                return interactive;
            }

            @Override
            public OptionalInt width() {
                return OptionalInt.empty();
            }

            @Override
            public void discardTyped() {}

            @Override
            public Optional<String> readLine() {
                return Optional.empty();
            }

            @Override
            public Optional<String> readSecret() {
                return Optional.empty();
            }
        };
        Console output = new Console(terminal, Locale.ENGLISH, false, false);
        return new ProgressLine(terminal, output, step -> {}, () -> TimeUnit.SECONDS.toNanos(seconds));
    }
}
