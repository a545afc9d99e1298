package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong command line is answered in a few lines, and each command explains itself. */
class UsageTest {
    private static final List<String> COMMANDS = List.of(
            "init", "plan", "apply", "restore", "verify", "status", "history", "schema", "demo", "completion", "help");

    static Stream<String> commands() {
        return COMMANDS.stream();
    }

    @Test
    void answersAMisspeltOptionInThreeLines() {
        Result result = new CommandLineRun().run("apply", "--taq", "x");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .containsExactly("Error: --taq is unknown.", "Did you mean --tag?", "See: ouigate apply --help");
    }

    /** The language holds for the whole command line, wherever it is given. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--lang fr apply --taq x",
                "apply --lang fr --taq x",
                "apply --taq --lang=fr",
                "apply --taq x --lang fr",
                "--taq x --lang fr",
                "aply --lang fr",
                "--lang fr",
                "plan --max-rows many --lang fr",
                "plan --lang fr --max-rows many",
                "plan --max-rows --lang fr",
                "restore --lang fr",
                "plan --tag= --lang fr",
                "plan --tag a --tag b --lang fr",
                "plan jdbc:h2:mem:x --lang fr",
                "apply --lang fr --attempts 0",
                "apply --attempts 0 --lang fr",
                "status --lang=fr"
            })
    void reportsEveryMistakeInTheRequestedLanguage(String line) {
        Result french = new CommandLineRun().run(line.split(" "));
        Result english = new CommandLineRun()
                .in(Locale.FRENCH)
                .run(line.replace("fr", "en").split(" "));

        assertThat(french.exitCode()).isEqualTo(2);
        assertThat(french.err()).startsWith("Erreur\u00a0:").doesNotContain("Error", "See:", "Did you");
        assertThat(english.err()).startsWith("Error:").doesNotContain("Erreur", "Voir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--lang xx apply --taq x", "apply --lang= --taq x", "plan --lang de"})
    void reportsAnUnknownLanguageInThatOfTheEnvironment(String line) {
        assertThat(new CommandLineRun().in(Locale.FRENCH).run(line.split(" ")).err())
                .startsWith("Erreur\u00a0:");
    }

    @Test
    void answersAMisspeltCommandInThreeLines() {
        for (String[] words : new String[][] {{"aply"}, {"help", "aply"}}) {
            Result result = new CommandLineRun().run(words);

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err().lines())
                    .containsExactly("Error: aply is unknown.", "Did you mean apply?", "See: ouigate --help");
        }
    }

    @Test
    void suggestsNothingForAWordThatResemblesNoCommand() {
        for (String[] words : new String[][] {{"nosuch"}, {"help", "nosuch"}}) {
            Result result = new CommandLineRun().run(words);

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err().lines()).containsExactly("Error: nosuch is unknown.", "See: ouigate --help");
        }
    }

    /** A required option that is misspelt is not only missing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "restore --archiv x             | --archiv is unknown.           | --archive",
                "restore --archiv=x             | --archiv is unknown.           | --archive",
                "restore --receipt x            | --receipt is unknown.          | --receipt-dir",
                "init --tabel x                 | --tabel is unknown.            | --table",
                "init --tabel x --wher y        | 2 words are unknown: --tabel, --wher. | --table, --where",
                "verify --receit x --endpont y  | 2 words are unknown: --receit, --endpont. | --receipt, --endpoint",
                "history --ledger x             | --ledger is unknown.           | --ledger-schema",
                "apply --taq x --url            | --taq is unknown.              | --tag",
            })
    void namesMisspeltOptionsFirst(String line, String problem, String meant) {
        String[] words = line.split(" ");
        Result result = new CommandLineRun().run(words);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .containsExactly(
                        "Error: " + problem, "Did you mean " + meant + "?", "See: ouigate " + words[0] + " --help");
    }

    /** Each misspelling of each required option. */
    @ParameterizedTest
    @CsvSource({"restore, --archive", "init, --table"})
    void suggestsRequiredOptions(String command, String option) {
        for (int i = 2; i < option.length(); i++) {
            String misspelt = option.substring(0, i) + option.substring(i + 1);
            Result result = new CommandLineRun().run(command, misspelt, "x");

            assertThat(result.err()).startsWith("Error: " + misspelt + " is unknown.\nDid you mean " + option + "?\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "restore           | --archive is required.",
                "restore --archive | --archive requires a value.",
                "init              | --table is required.",
                "init --where x    | --table is required.",
                "init --table      | --table requires a value.",
            })
    void tellsAMissingOptionFromAMissingValue(String line, String problem) {
        Result result = new CommandLineRun().run(line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("Error: " + problem + "\nSee: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://clerk:tr3s-s3cret@host/shop",
                "postgresql://clerk:tr3s-s3cret@host/shop",
                "postgres://clerk:tr3s-s3cret@host/shop",
                "POSTGRES://clerk:tr3s-s3cret@host/shop",
                "jdbc:postgresql://host/shop?user=clerk&password=tr3s-s3cret"
            })
    void saysWhichOptionAUrlFollows(String url) {
        Result result = new CommandLineRun().run("plan", url);
        Result bare = new CommandLineRun().run(url);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .containsExactly(
                        "Error: The URL of a database follows the option --url.",
                        "Did you mean ouigate plan --url URL?",
                        "See: ouigate plan --help");
        assertThat(bare.err()).contains("Did you mean ouigate plan --url URL?").doesNotContain("s3cret", "clerk");
    }

    /** A URL needs no explanation as long as the word before it is not the right one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "appyl --url postgresql://host/shop        | appyl is unknown. | apply | ouigate",
                "appyl --tag x                             | appyl is unknown. | apply | ouigate",
                "plan --ulr postgresql://host/shop         | --ulr is unknown. | --url | ouigate plan",
                "plan --ulr=postgresql://host/shop         | --ulr is unknown. | --url | ouigate plan",
                "apply postgresql://host/shop --taq x      | --taq is unknown. | --tag | ouigate apply",
            })
    void namesAMisspeltWordBeforeAUrl(String line, String problem, String meant, String command) {
        Result result = new CommandLineRun().run(line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .containsExactly("Error: " + problem, "Did you mean " + meant + "?", "See: " + command + " --help");
    }

    @Test
    void suggestsACommandForAUrlAlone() {
        assertThat(new CommandLineRun().run("--url", "postgresql://host/shop").err())
                .contains("Did you mean ouigate plan --url URL?");
    }

    /** Other programs have these options. */
    @ParameterizedTest
    @CsvSource({
        "apply, --yes, -Dconfirmation=OUI",
        "apply, --force, -Dconfirmation=OUI",
        "restore, --yes, -Dconfirmation=OUI",
        "apply, --dry-run, --rehearse",
        "restore, --dry-run, --rehearse",
    })
    void suggestsWhatOtherProgramsCallOtherwise(String command, String option, String meant) {
        Result result = new CommandLineRun().run(command, option);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("Error: " + option + " is unknown.\nDid you mean " + meant + "?\n");
    }

    @Test
    void suggestsTheConfirmation() {
        Result result =
                new CommandLineRun().run("apply", "--url", "postgresql://x@127.0.0.1:1/none", "-Dconfirmatoin=OUI");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("Error: The changelog has no property confirmatoin.\n  → Did you mean confirmation?\n");
    }

    /** A variable of a pipeline that is not set leaves an empty value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan --expect-database=",
                "plan --environment=",
                "plan --url=",
                "plan --user=",
                "plan --password-file=",
                "plan --allow-server=",
                "plan --changelog=",
                "plan --tag=",
                "plan --ledger-schema=",
                "plan --out=",
                "plan --html=",
                "plan --archive=",
                "plan --max-rows=",
                "plan --time-zone=",
                "apply --plan=",
                "apply --expect-digest=",
                "apply --max-drift=",
                "apply --receipt-dir=",
                "apply --lock-timeout=",
                "restore --archive=",
                "verify --receipt=",
                "verify --endpoint=",
                "init --table=",
                "init --table=x --where=",
                "init --table=x --output=",
            })
    void saysThatAValueIsEmpty(String line) {
        String option = line.replaceAll(".* (--[a-z-]+)=", "$1");

        for (String words : new String[] {line, line.substring(0, line.length() - 1) + " "}) {
            Result result = new CommandLineRun().run(words.split(" ", -1));

            assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
            assertThat(result.err()).startsWith("Error: The value of " + option + " is empty.\n");
        }
    }

    @Test
    void answersInFrench() {
        CommandLineRun french = new CommandLineRun().in(Locale.FRENCH);

        assertThat(french.run("apply", "--url", "a", "--url", "b").err().lines())
                .containsExactly("Erreur\u00a0: --url est donn\u00e9 deux fois.", "Voir\u00a0: ouigate apply --help");
        assertThat(french.run("apply", "--lock-attempts", "x").err().lines())
                .containsExactly(
                        "Erreur\u00a0: \u00ab\u00a0x\u00a0\u00bb n\u2019est pas une valeur valide pour --lock-attempts.",
                        "Voir\u00a0: ouigate apply --help");
        assertThat(french.run("apply", "--url").err().lines())
                .containsExactly("Erreur\u00a0: --url exige une valeur.", "Voir\u00a0: ouigate apply --help");
        assertThat(french.run("apply", "--json=5").err()).doesNotContain("Invalid", "boolean");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void hasHelpForEachCommand(String command) {
        Result asked = new CommandLineRun().run("help", command);
        Result option = new CommandLineRun().run(command, "--help");

        assertThat(asked.exitCode()).isZero();
        assertThat(asked.out()).isEqualTo(option.out()).contains("\nUsage: ouigate " + command + " ");
        assertThat(asked.err()).isEmpty();
    }

    @Test
    void hasHelpForAll() {
        Result asked = new CommandLineRun().run("help");

        assertThat(asked.out())
                .isEqualTo(new CommandLineRun().run("--help").out())
                .contains(COMMANDS);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void speaksFrench(String command) {
        for (String[] words : new String[][] {{command, "--help"}, {"--help"}}) {
            String help = new CommandLineRun().in(Locale.FRENCH).run(words).out();

            assertThat(help)
                    .contains("Utilisation\u00a0:", "Afficher cette aide")
                    .doesNotContainPattern(
                            "Usage:|Options:|Commands:|COMMAND\\b|\\bFILE|\\bDIR|NAME|VALUE|TEXT\\b|TIME\\b"
                                    + "|\\bWAY|ZONE|SCHEMA|Default|Show");
        }
    }

    /** The longest word, that of an example or of an option, may be longer than a line. */
    @ParameterizedTest
    @ValueSource(ints = {60, 80, 132})
    void wrapsBetweenWords(int width) {
        for (String command : COMMANDS) {
            String help = new CommandLineRun().wide(width).run("help", command).out();
            String wide = new CommandLineRun().wide(10_000).run("help", command).out();

            assertThat(help.lines().filter(line -> !line.startsWith("  ouigate") && !line.startsWith("      --")))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
            assertThat(Arrays.asList(help.split("\\s+"))).isEqualTo(Arrays.asList(wide.split("\\s+")));
        }
    }
}
