package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"plan", "apply"})
    void groupsOptionsByTheirPurpose(String command) {
        String help = help(command, "--help");

        assertThat(help)
                .containsSubsequence(
                        "Usage: ouigate " + command + " [OPTIONS]",
                        "Examples:",
                        "\nJob:",
                        "--changelog",
                        "\nConnection:",
                        "--url",
                        "\nGuards:",
                        "--max-rows",
                        "\nRun:",
                        "--archive",
                        "\nOutput:",
                        "--json",
                        "\nGeneral:",
                        "--lang");
    }

    @Test
    void listsTheCommandsBeforeTheOptions() {
        assertThat(help("--help")).containsSubsequence("Usage: ouigate", "Commands:", "apply", "--lang", "Exit codes:");
    }

    @Test
    void showsEachOptionOnce() {
        List<String> lines = help("apply", "--help")
                .lines()
                .filter(line -> line.contains("--max-drift="))
                .toList();

        assertThat(lines).hasSize(1);
    }

    private static String help(String... arguments) {
        return new CommandLineRun().run(arguments).out();
    }
}
