package io.github.ouigate.testing;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A headless Chromium from npm; skipped without Node or access to npm's registry. */
public final class Browser {
    private static final Path SOURCE = Path.of("src", "test", "browser").toAbsolutePath();
    private static final Path DIRECTORY = Path.of("target", "browser").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Browser() {}

    /** Installs it below {@code target} in the versions of the lock file, and returns whether it starts. */
    public static boolean isInstalled() {
        if (!NodePackage.hasNode()) {
            return false;
        }
        try {
            Files.createDirectories(DIRECTORY);
            for (String file : List.of("package.json", "package-lock.json", "check-pages.js")) {
                Files.copy(SOURCE.resolve(file), DIRECTORY.resolve(file), REPLACE_EXISTING);
            }
            Path none = Files.createDirectories(DIRECTORY.resolve("no-pages"));
            boolean complete = npm("ls").code() == 0
                    || npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0")
                                    .code()
                            == 0;
            return complete && check(none).code() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens all pages of a directory and returns the faults; screenshots and prints are written there. */
    public static EndedProgram check(Path pages) {
        return run("node", "check-pages.js", pages.toString());
    }

    private static EndedProgram npm(String command, String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "npm";
        all[1] = command;
        System.arraycopy(options, 0, all, 2, options.length);
        return run(all);
    }

    private static EndedProgram run(String... command) {
        return EndedProgram.of(new ProcessBuilder(command).directory(DIRECTORY.toFile()), PATIENCE);
    }
}
