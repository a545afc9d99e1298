package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Invalid input results in one clear message in either language and the right exit code, changes nothing, and reveals
 * no secret.
 */
class BadInputTest {
    private static final String PASSWORD = "tr3s-s3cret";

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());
    private final String role = "clerk_of_" + shop.database();
    private List<String> before = List.of();

    @TempDir
    private Path directory;

    @BeforeEach
    void makeRole() {
        before = shop.conversations();
        shop.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD '" + PASSWORD + "' IN ROLE with_password",
                "GRANT CREATE ON SCHEMA public TO " + role,
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oui", "Oui", " OUI", "OUI ", "\u041eUI", "", "OUI\n", "\"OUI\"", "yes"})
    @Tag("slow")
    void declinesEveryOptionValueExceptOui(String word) {
        refuses(3, List.of("not exactly OUI", "pas exactement OUI"), "-Dconfirmation=" + word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oui", " OUI", "\u041eUI", ""})
    void declinesEveryAnswerExceptOui(String answer) {
        Result result = new CommandLineRun().typing(answer).run("apply", shop);

        assertThat(result.exitCode()).isEqualTo(3);
        assertUnchanged(result);
    }

    @Test
    void declinesAtTheEndOfInput() {
        Result result = new CommandLineRun().typing().run("apply", shop);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).contains("ended before an answer");
        assertUnchanged(result);
    }

    @Test
    void declinesWithoutATerminal() {
        refuses(3, List.of("no terminal", "pas de terminal"));
    }

    @Test
    void declinesContradictingConfirmations() {
        Result result =
                new CommandLineRun().withSystemProperty("confirmation", "OUI").run("apply", shop, "-Dconfirmation=NON");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).contains("different values");
        assertUnchanged(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONFIRMATION", "confirmation", "Confirmation"})
    void declinesAConfirmationInTheEnvironment(String name) {
        Result result = new CommandLineRun().withEnvironment(name, "OUI").run("apply", shop, "-Dconfirmation=OUI");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).contains(name, "Unset it");
        assertUnchanged(result);
    }

    @Test
    void acceptsTheSystemPropertySetByMaven() {
        Result result =
                new CommandLineRun().withSystemProperty("confirmation", "OUI").run("apply", shop);

        assertThat(result.exitCode()).isZero();
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void refusesAWrongPassword() {
        Result result = asClerk("wrong-" + PASSWORD);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("rejects this user or password");
        assertUnchanged(result);
    }

    @Test
    void refusesAMissingPassword() {
        Result result = new CommandLineRun().run("apply", "--url", clerkUrl(), "-Dconfirmation=OUI");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("requires a password", "--password-file");
        assertUnchanged(result);
    }

    @Test
    void refusesWithoutTheRightToDelete() {
        Result result = asClerk(PASSWORD);

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.output())
                .contains(
                        "lacks the right DELETE on \"public\".\"messages\"", "GRANT DELETE ON \"public\".\"messages\"");
        assertUnchanged(result);
    }

    @Test
    void refusesAMissingTable() {
        shop.execute("ALTER TABLE messages RENAME TO messages_elsewhere");

        Result result = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        shop.execute("ALTER TABLE messages_elsewhere RENAME TO messages");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.output()).contains("The table messages does not exist");
        assertUnchanged(result);
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://postgres:%s@no-such-host.invalid/shop, no-such-host.invalid is unknown, est inconnu",
        "postgresql://postgres:%s@127.0.0.1:1/shop, cannot be reached, injoignable",
        "postgresql://postgres:%s@127.0.0.1:PORT/no_such_shop, The database does not exist, n’existe pas",
    })
    void explainsWhyItCannotConnect(String url, String english, String french) {
        String known = url.replace("PORT", String.valueOf(shop.server().port())).formatted(PASSWORD);
        for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            Result result = new CommandLineRun().in(locale).run("apply", "--url", known, "-Dconfirmation=OUI");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains(locale.equals(Locale.ENGLISH) ? english : french);
            assertUnchanged(result);
        }
    }

    @Test
    void refusesAMissingChangelog() {
        refuses(2, List.of("The changelog file", "Le fichier de changelog"), "--changelog", "no-such.yaml");
    }

    @Test
    void refusesAChangelogThatIsNotYaml() throws IOException {
        refuses(4, List.of("not YAML", "pas du YAML"), "--changelog", write("databaseChangeLog: [\n"));
    }

    @Test
    void refusesAChangelogWithoutAGate() throws IOException {
        String changelog = Files.readString(Path.of("changelogs/support-threads.yaml"));
        String ungated = changelog.replace("            value: OUI\n", "            value: NON\n");

        refuses(
                4,
                List.of(
                        "line 18, column 13: The gate does not require",
                        "ligne 18, colonne 13\u00a0: Le verrou de confirmation"),
                "--changelog",
                write(ungated));
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's", "a\nb", "a\"b", "${tag}", "-x", "\u00e9t\u00e9"})
    @Tag("slow")
    void refusesAnInvalidTag(String tag) {
        refuses(2, List.of("is not a valid tag", "n’est pas un tag valide"), "--tag=" + tag);
    }

    @Test
    void refusesATagOf300Characters() {
        refuses(2, List.of("is not a valid tag", "n’est pas un tag valide"), "--tag", "x".repeat(300));
    }

    @Test
    void refusesAnUnknownOptionWithASuggestion() {
        Result result = new CommandLineRun().run("apply", "--taq", "x");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--taq", "Did you mean --tag", "See: ouigate apply --help");
    }

    @Test
    void suggestsASimilarCommand() {
        Result result = new CommandLineRun().run("aply", "--tag", "plan");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("aply", "Did you mean apply");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "5", "-1s", "forever", "1234567890s"})
    @Tag("slow")
    void refusesAnInvalidDuration(String time) {
        refuses(2, List.of("Give a duration, for example 500ms", "Donnez une durée"), "--resolve-timeout=" + time);
    }

    private void refuses(int exitCode, List<String> englishAndFrench, String... options) {
        for (int i = 0; i < 2; i++) {
            Locale locale = List.of(Locale.ENGLISH, Locale.FRENCH).get(i);
            Result result = new CommandLineRun().in(locale).run("apply", shop, options);

            assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
            assertThat(result.output()).contains(englishAndFrench.get(i));
            assertUnchanged(result);
        }
    }

    private void assertUnchanged(Result result) {
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.rows("SELECT relname FROM pg_class WHERE relname LIKE 'databasechangelog%'"))
                .isEmpty();
        assertThat(result.output()).doesNotContain(PASSWORD, "\tat ", "Exception");
    }

    private Result asClerk(String password) {
        return new CommandLineRun()
                .withEnvironment("OUIGATE_PASSWORD", password)
                .run("apply", "--url", clerkUrl(), "-Dconfirmation=OUI");
    }

    private String clerkUrl() {
        return "postgresql://" + role + "@127.0.0.1:" + shop.server().port() + "/" + shop.database();
    }

    private String write(String changelog) throws IOException {
        return Files.writeString(directory.resolve("job.yaml"), changelog).toString();
    }
}
