package io.github.ouigate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A GitLab project whose jobs run locally, each in a directory that contains only its inputs. */
public final class GitLabProject {
    /** Replaces rsync, which may be missing. */
    private static final Path STAND_IN =
            Path.of("src", "test", "resources", "bin").toAbsolutePath();

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path directory;

    /**
     * Creates the project in a new directory.
     *
     * @param variables the variables of the project
     */
    public GitLabProject(Path directory, Path pipeline, Map<String, String> variables) {
        this.directory = directory;
        try {
            Files.createDirectory(directory);
            Files.copy(pipeline, directory.resolve(".gitlab-ci.yml"));
            Files.writeString(directory.resolve(".gitlab-ci-local-variables.yml"), yaml(variables));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        git("init", "--quiet");
        git("add", ".gitlab-ci.yml");
        git("-c", "user.name=Test", "-c", "user.email=test@localhost", "commit", "--quiet", "--message=Pipeline");
    }

    /** Declares each variable as text; otherwise a file name would be replaced by that of a copy. */
    private static String yaml(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(entry -> entry.getKey() + ": { type: variable, values: { '*': '" + entry.getValue() + "' } }\n")
                .collect(Collectors.joining());
    }

    private void git(String... args) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(args));
        EndedProgram git = start(command);
        if (git.code() != 0) {
            throw new IllegalStateException(git.output());
        }
    }

    /** Runs jobs or the whole pipeline. */
    public EndedProgram run(String... args) {
        List<String> all = new ArrayList<>(List.of("--shell-isolation", "--no-color"));
        all.addAll(List.of(args));
        return start(NodePackage.GITLAB_CI_LOCAL.start(all.toArray(String[]::new)));
    }

    /** Starts a process with only PATH from the test's environment. */
    private EndedProgram start(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.environment().merge("PATH", STAND_IN.toString(), (path, last) -> path + ":" + last);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("LANG", "en");
        return EndedProgram.of(builder, PATIENCE);
    }

    /** Returns the names of the artifacts of a job. */
    public List<String> artifacts(String job) {
        Path kept = kept(job);
        if (!Files.exists(kept)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(kept)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String artifact(String job, String name) {
        try {
            return Files.readString(kept(job).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path kept(String job) {
        return directory.resolve(".gitlab-ci-local/artifacts").resolve(job);
    }

    /** Returns whether a file of this name exists in the project or in a job's directory. */
    public boolean hasFile(String name) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.anyMatch(file -> file.endsWith(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
