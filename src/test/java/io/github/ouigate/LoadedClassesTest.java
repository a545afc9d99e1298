package io.github.ouigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command loads only the classes that it uses; loading takes most of the time of a short run. */
class LoadedClassesTest {
    /** H2, JSON, pages, archives and their compression, Unix-domain sockets, the client for endpoints, other changes. */
    private static final String UNUSED = " (org\\.h2\\.|com\\.fasterxml\\.|com\\.github\\.luben\\.|org\\.newsclub\\.|"
            + "io\\.github\\.ouigate\\.(verify|json)\\.|\\S+(HtmlReport|JsonReport|ArchiveWriter)|"
            + "java\\.net\\.http\\.|liquibase\\.change\\.core\\.(Sql|Drop|Load)|javax\\.xml)";

    @TempDir
    private Path directory;

    @Test
    void purgeOnPostgresqlLoadsNoClassesOfOtherFeatures() throws IOException {
        PostgresShop shop = new PostgresShop(PostgresServer.newest());
        Path list = directory.resolve("classes");

        try (OuigateProcess apply =
                OuigateProcess.startAndListClasses(list, "apply", "--url", shop.url(), "-Dconfirmation=OUI")) {
            assertThat(apply.exitCode()).as(apply.output()).isZero();
        }

        List<String> loaded = Files.readAllLines(list);
        assertThat(loaded.stream().filter(line -> line.contains(" liquibase.change.core.DeleteDataChange ")))
                .hasSize(1);
        assertThat(loaded.stream().filter(line -> line.matches(".*" + UNUSED + ".*")))
                .isEmpty();
    }

    /** The classes for an archive are loaded before writers wait. */
    @Test
    @Tag("slow")
    void archivingUnderTheLocksLoadsNoFurtherClasses() throws IOException {
        PostgresShop shop = new PostgresShop(PostgresServer.newest());
        Path list = directory.resolve("classes");

        try (OuigateProcess apply = OuigateProcess.startToPauseAndListClasses(
                list, "LOCKED", "apply", "--url", shop.url(), "-Dconfirmation=OUI", "--archive", "" + directory)) {
            apply.awaitOutput("AT LOCKED");
            int before = Files.readAllLines(list).size();
            apply.goOn();

            assertThat(apply.exitCode()).as(apply.output()).isZero();
            assertThat(Files.readAllLines(list).stream().skip(before))
                    .isNotEmpty()
                    .noneMatch(line -> line.matches(".* com\\.(fasterxml\\.jackson\\.core|github\\.luben)\\..*"));
        }
    }
}
