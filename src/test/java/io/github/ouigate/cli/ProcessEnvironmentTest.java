package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings in the environment that Liquibase would read but that are meant for other purposes. */
class ProcessEnvironmentTest {
    @TempDir
    private Path directory;

    private static final String TAG = "support-threads-purge";

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @Test
    void ignoresLiquibaseSettingsOfTheEnvironment() {
        Map<String, String> environment = Map.of(
                "LIQUIBASE_DATABASE_CHANGELOG_TABLE_NAME", "elsewhere",
                "LIQUIBASE_DATABASE_CHANGELOG_LOCK_TABLE_NAME", "elsewhere_too",
                "LIQUIBASE_LIQUIBASE_SCHEMA_NAME", "pg_temp");

        try (OuigateProcess apply =
                OuigateProcess.start(environment, "apply", "--url", shop.url(), "-Dconfirmation=OUI")) {
            assertThat(apply.exitCode()).as(apply.output()).isZero();
        }

        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
        List<String> others = shop.rows("SELECT relname FROM pg_class WHERE relname LIKE 'elsewhere%'");
        assertThat(others).isEmpty();
    }

    /**
     * Letters and digits of the operator's language: https://github.com/liquibase/liquibase/pull/857,
     * https://github.com/flyway/flyway/issues/3616, https://github.com/ankidroid/Anki-Android/pull/73.
     */
    @ParameterizedTest
    @ValueSource(strings = {"tr-TR"})
    void purgesAndRestoresInEachLanguage(String language) {
        PostgresShop shop = new PostgresShop(PostgresServer.newest());
        List<String> before = shop.conversations();
        Locale own = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            for (String command : List.of("plan", "apply", "status", "verify", "restore")) {
                List<String> options = command.equals("apply") || command.equals("restore")
                        ? List.of("--archive", directory.toString(), "-Dconfirmation=OUI")
                        : List.of();
                Result result = new CommandLineRun().run(command, shop, options.toArray(String[]::new));

                assertThat(result.exitCode()).as(result.output()).isZero();
                assertThat(result.output()).doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
                assertThat(shop.conversations())
                        .hasSize(List.of("plan", "restore").contains(command) ? 42 : 0);
            }
        } finally {
            Locale.setDefault(own);
        }
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "fa-IR"})
    void purgesAndRestoresInOtherLanguages(String language) {
        purgesAndRestoresInEachLanguage(language);
    }
}
