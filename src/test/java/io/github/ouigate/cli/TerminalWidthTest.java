package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports on terminals of different widths. */
class TerminalWidthTest {
    private static final String COPIED = "CREATE INDEX CONCURRENTLY ON \"public\".\"messages\" (\"thread_id\");";

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

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

    /** Returns whether the last column of a line has several words. */
    private static boolean canBeWrapped(String line) {
        return line.strip().replaceFirst(".* {2,}", "").contains(" ");
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split("\\s+"));
    }
}
