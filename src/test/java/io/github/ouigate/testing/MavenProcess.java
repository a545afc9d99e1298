package io.github.ouigate.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Maven in a process of its own: the one that runs the build, with its settings, its repository and its JVM. */
public final class MavenProcess {
    private static final long PATIENCE_IN_MINUTES = 5; // it may have to download a plugin

    private MavenProcess() {}

    /** What a build came to. */
    public record Ended(int code, String output) {}

    /** Returns where Maven is; empty where the test was not started by the build. */
    public static Optional<Path> home() {
        return path("ouigate.maven.home");
    }

    /** Runs the build in {@code directory} and waits for its end. */
    public static Ended run(Path directory, String... args) throws IOException, InterruptedException {
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

        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(MavenProcess::countsWithLiquibase);
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_IN_MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("it does not end: " + Files.readString(output));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    private static Optional<Path> path(String property) {
        return Optional.ofNullable(System.getProperty(property)).map(Path::of).filter(Files::exists);
    }

    /** To Liquibase, a variable of the environment is a property of the changelog, and wins over others. */
    private static boolean countsWithLiquibase(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return name.equals("CONFIRMATION") || name.equals("TAG") || name.startsWith("LIQUIBASE");
    }
}
