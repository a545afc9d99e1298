package io.github.ouigate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.TableName;
import io.github.ouigate.run.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final TableName MESSAGES = new TableName("public", "messages");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long seconds;

    @Test
    void saysNothingOfWhatIsShort() {
        try (ProgressLine teller = teller(false)) {
            teller.begins(Step.DELETED, MESSAGES, 1_000_000);
            tick(teller, 9);
        }

        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void saysALineEachTenSecondsWhereThereIsNoTerminal() {
        try (ProgressLine teller = teller(false)) {
            teller.begins(Step.INDEXED, MESSAGES, 1_000_000);
            tick(teller, 12);
            teller.begins(Step.DELETED, MESSAGES, 1_000_000);
            tick(teller, 25);
        }

        assertThat(err.toString(UTF_8).lines())
                .containsExactly(
                        "Making an index on public.messages, 1,000,000 rows: 10 s",
                        "Deleting from public.messages, 1,000,000 rows: 10 s",
                        "Deleting from public.messages, 1,000,000 rows: 20 s");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void saysHowFarACopyIsAndHowLongItStillTakes() {
        try (ProgressLine teller = teller(false)) {
            teller.copied(MESSAGES, 0, 400_000);
            tick(teller, 9);
            teller.copied(MESSAGES, 100_000, 400_000);
            tick(teller, 1);
        }

        assertThat(err.toString(UTF_8).lines())
                .containsExactly(
                        "public.messages: 100,000 of 400,000 rows, 10,000 rows a second: 10 s, about 30 s left");
    }

    @Test
    void keepsToOneLineOfATerminalAndClearsIt() {
        try (ProgressLine teller = teller(true)) {
            teller.begins(Step.DELETED, MESSAGES, 36);
            tick(teller, 2);
        }

        assertThat(err.toString(UTF_8))
                .doesNotContain("\n")
                .contains("Deleting from public.messages, 36 rows: 2 s")
                .endsWith("\r\u001B[K");
    }

    private void tick(ProgressLine teller, int times) {
        for (int i = 0; i < times; i++) {
            seconds++;
            teller.tick();
        }
    }

    private ProgressLine teller(boolean interactive) {
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
            public boolean isInteractive() {
                return interactive;
            }

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
        return new ProgressLine(terminal, output, () -> TimeUnit.SECONDS.toNanos(seconds));
    }
}
