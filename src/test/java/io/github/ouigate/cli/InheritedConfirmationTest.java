package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A confirmation that a JVM or Maven reads from its environment does not open the gate. */
class InheritedConfirmationTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());
    private final List<String> before = shop.conversations();

    @TempDir
    private Path directory;

    @Test
    void declinesAConfirmationInTheEnvironmentOfTheJvm() {
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Dconfirmation=OUI");

        try (OuigateProcess apply = OuigateProcess.start(environment, "apply", "--url", shop.url())) {
            assertThat(apply.exitCode()).as(apply.output()).isEqualTo(3);
            assertThat(apply.out()).contains("JAVA_TOOL_OPTIONS defines the property confirmation");
        }

        assertThat(shop.conversations()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "JDK_JAVA_OPTIONS; -Xmx80m '-Dconfirmation=OUI'",
                "MAVEN_OPTS; -Dconfirmation=OUI",
                "JDK_JAVA_OPTIONS; -Xmx80m @FILE"
            })
    void declinesWhateverWayItIsWritten(String variable, String options) throws IOException {
        Path file = Files.writeString(directory.resolve("options"), "-Xms8m\n-D\"confirma\\\n  tion=OUI\"\n");

        declines(new CommandLineRun().withEnvironment(variable, options.replace("FILE", file.toString())), variable);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "_JAVA_OPTIONS; -D\"confirm\"ation=OUI",
                "MAVEN_ARGS; -B --define confirmation=OUI",
                "MAVEN_ARGS; -D confirmation=OUI",
                "MAVEN_OPTS; -Dexec.args=\"apply -Dconfirmation=OUI\"",
                "JAVA_TOOL_OPTIONS; -XX:VMOptionsFile=FILE",
                "MAVEN_OPTS; @no-such-file"
            })
    void declinesWhateverOtherWayItIsWritten(String variable, String options) throws IOException {
        declinesWhateverWayItIsWritten(variable, options);
    }

    @ParameterizedTest
    @CsvSource({"jvm.config, -Dconfirmation=OUI", "maven.config, -Dconfirmation=OUI"})
    void declinesAConfirmationInAFileOfTheMavenProject(String name, String content) throws IOException {
        Path file = Files.createDirectory(directory.resolve(".mvn")).resolve(name);
        Files.writeString(file, content);

        declines(
                new CommandLineRun().withSystemProperty("maven.multiModuleProjectDirectory", directory.toString()),
                file.toString());
    }

    private void declines(CommandLineRun run, String named) {
        Result result = run.withSystemProperty("confirmation", "OUI").run("apply", shop);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(3);
        assertThat(result.out()).contains(named + " defines the property confirmation");
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    void acceptsUnrelatedOptions() throws IOException {
        Path file = Files.writeString(directory.resolve("options"), "-Xms8m");

        Result result = new CommandLineRun()
                .withEnvironment("JAVA_TOOL_OPTIONS", "-Dconfirmation.page=1 -Dunconfirmation=OUI @" + file)
                .withEnvironment("MAVEN_CMD_LINE_ARGS", "exec:java -Dconfirmation=OUI")
                .withSystemProperty("confirmation", "OUI")
                .run("apply", shop);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void planWarnsOfAVariableThatApplyDeclines() {
        Result plan =
                new CommandLineRun().withEnvironment("CONFIRMATION", "OUI").run("plan", shop);

        assertThat(plan.exitCode()).isZero();
        assertThat(plan.err()).contains("\"apply\" will decline this command", "CONFIRMATION", "Unset it");
    }
}
