package io.github.ouigate.cli.option;

import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.gate.Gate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds a confirmation in the options that a JVM or Maven reads from its environment. Such an option would confirm
 * every run there.
 */
final class InheritedOptions {
    /** The environment variables that a JVM, its launcher, Maven or its wrapper read. */
    private static final List<String> VARIABLES = List.of(
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "JAVA_OPTIONS",
            "IBM_JAVA_OPTIONS",
            "OPENJ9_JAVA_OPTIONS",
            "MAVEN_OPTS",
            "MAVEN_DEBUG_OPTS",
            "MAVEN_ARGS",
            "MAVEN_CONFIG");

    /** Quotes and escapes, which can occur anywhere in an option, and continued lines of an argument file. */
    private static final Pattern QUOTING = Pattern.compile("\\\\\\R\\s*|[\"'\\\\]");

    /**
     * -Dconfirmation=, -D confirmation=, --define confirmation=, also abbreviated and combined with other short
     * options.
     */
    private static final Pattern DEFINITION =
            Pattern.compile("(?i)(?:-\\w*D|--d\\w*)[\\s=]*" + Gate.PROPERTY + "(?![\\w.-])");

    /** A reference to a file with further options. */
    private static final Pattern OPTION_FILE = Pattern.compile("(?:(?<!\\S)@|-XX:VMOptionsFile=)(\\S+)");

    private static final int LONGEST_FILE = 1 << 20;

    private final ProcessContext context;
    private final Set<Path> seen = new HashSet<>();

    InheritedOptions(ProcessContext context) {
        this.context = context;
    }

    /** Returns the variables and files that define the confirmation, or refer to an unreadable file. */
    List<String> definingConfirmation() {
        List<String> found = new ArrayList<>();
        for (String variable : VARIABLES) {
            if (context.variable(variable).filter(this::define).isPresent()) {
                found.add(variable);
            }
        }
        mavenFiles()
                .filter(Files::exists)
                .filter(file -> read(file).filter(text -> !define(text)).isEmpty())
                .forEach(file -> found.add(file.toString()));
        return found;
    }

    /** Returns Maven's configuration files for the project and the machine, whose options apply to every user. */
    private Stream<Path> mavenFiles() {
        String project = context.systemProperties().get("maven.multiModuleProjectDirectory");
        if (project == null) {
            return Stream.empty();
        }
        return Stream.of(
                Path.of(project, ".mvn", "jvm.config"),
                Path.of(project, ".mvn", "maven.config"),
                Path.of(context.systemProperties().getOrDefault("user.home", ""), ".mavenrc"),
                Path.of("/etc/mavenrc"),
                Path.of("/usr/local/etc/mavenrc"));
    }

    private boolean define(String options) {
        String plain = QUOTING.matcher(options).replaceAll("");
        return DEFINITION.matcher(plain).find()
                || OPTION_FILE.matcher(plain).results().anyMatch(file -> defines(file.group(1)));
    }

    private boolean defines(String optionFile) {
        try {
            Path file = context.directory().resolve(optionFile);
            return seen.add(file) && read(file).filter(text -> !define(text)).isEmpty();
        } catch (InvalidPathException e) {
            return true;
        }
    }

    private static Optional<String> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(LONGEST_FILE), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
