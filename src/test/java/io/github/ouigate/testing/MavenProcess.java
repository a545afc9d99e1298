package io.github.ouigate.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs Maven in a separate process, with the installation, settings, repository and JVM of the build. */
public final class MavenProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(5); // it may have to download a plugin

    private MavenProcess() {}

    /** Returns Maven's directory; empty if the test was not started by the build. */
    public static Optional<Path> home() {
        return path("ouigate.maven.home");
    }

    /** Runs the build in {@code directory} and waits for its end. */
    public static EndedProgram run(Path directory, String... args) {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>();
        command.add(home().orElseThrow()
                .resolve("bin")
                .resolve(windows ? "mvn.cmd" : "mvn")
                .toString());
        command.addAll(List.of("--batch-mode", "--no-transfer-progress"));
        path("ouigate.maven.repository").ifPresent(there -> command.add("-Dmaven.repo.local=" + there));
        path("ouigate.maven.settings").ifPresent(file -> command.addAll(List.of("--settings", file.toString())));
        command.addAll(List.of(args));

        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(MavenProcess::countsWithLiquibase);
        return EndedProgram.of(builder, PATIENCE);
    }

    private static Optional<Path> path(String property) {
        return Optional.ofNullable(System.getProperty(property)).map(Path::of).filter(Files::exists);
    }

    /** Returns whether Liquibase would read the variable as a property of the changelog. */
    private static boolean countsWithLiquibase(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return name.equals("CONFIRMATION") || name.equals("TAG") || name.startsWith("LIQUIBASE");
    }
}
