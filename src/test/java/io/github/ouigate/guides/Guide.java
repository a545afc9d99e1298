package io.github.ouigate.guides;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document of the project: README.md or a guide. Its fenced blocks are commands and their output. Words after the
 * language are directions for the walk, such as {@code sh skip} or {@code sh fails=4}.
 */
record Guide(Path file) {
    /**
     * A fenced block.
     *
     * @param directions the words after the language
     * @param line the first line of the block
     */
    record Block(String language, List<String> directions, String text, int line) {
        boolean has(String direction) {
            return directions.contains(direction);
        }

        /** Returns the value of a direction such as {@code fails=4}. */
        Optional<String> value(String name) {
            return directions.stream()
                    .filter(direction -> direction.startsWith(name + "="))
                    .map(direction -> direction.substring(name.length() + 1))
                    .findFirst();
        }
    }

    static final Guide README = new Guide(Path.of("README.md"));

    private static final Pattern BLOCK = Pattern.compile(
            "^```(?<language>\\w+)(?<directions>[^\\n]*)\\n(?<text>.*?)\\n```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** The texts that vary between runs, and their replacements. */
    private static final List<String[]> VARYING = List.of(
            new String[] {"\\d{8}T\\d{6}Z-[0-9a-f]{8}", "RUN"},
            new String[] {"\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC", "TIME"},
            new String[] {"\\d{4}-\\d\\d-\\d\\d", "DAY"},
            new String[] {"\\(session [^)]*\\)", "(TIMES)"},
            new String[] {"[\\d.,]+ ?(ms|s|minutes?|bytes)\\b", "N $1"},
            new String[] {"PostgreSQL \\d+(\\.\\d+)?", "PostgreSQL V"},
            new String[] {"\\d+, [0-9A-F]+/[0-9A-F]+", "XID, LSN"},
            new String[] {"recovery_target_xid = '\\d+'", "recovery_target_xid = 'XID'"},
            new String[] {"(by|\\() ?\\S+@\\S+?(?=[,).\\s]|$)", "$1 WHO"},
            new String[] {"less than a second|one second", "N s"},
            new String[] {"to stop: (OUI)?", "to stop:"},
            new String[] {"\\bsession \\d+|\\bSession +\\d+|backend\\(\\d+\\)|Blocked by +\\d+", "PID"},
            new String[] {"commit [0-9a-z-]+", "commit C"},
            new String[] {"(driver|Java|H2|Liquibase) [\\d.]+", "$1 V"},
            new String[] {"(sha256|SHA-256|digest)[ :]+[0-9a-f]{8,}", "$1 D"},
            new String[] {"\\b\\d{19}\\b", "SYSTEM"},
            new String[] {"\\s+", " "});

    /** Returns README.md and all guides. */
    static List<Guide> all() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/site/markdown"))) {
            return Stream.concat(
                            Stream.of(README),
                            files.filter(file -> file.toString().endsWith(".md"))
                                    .sorted()
                                    .map(Guide::new))
                    .toList();
        }
    }

    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Block> blocks() {
        String text = text();
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(
                    matcher.group("language"),
                    List.of(matcher.group("directions").strip().split(" +")),
                    matcher.group("text"),
                    1 + (int) text.substring(0, matcher.start()).lines().count()));
        }
        return blocks;
    }

    /** Returns the lines of a block without comments, with continuation lines joined. */
    static List<String> commands(String block) {
        return block.replace("\\\n", " ")
                .lines()
                .map(line -> line.replaceFirst("(^|\\s)# .*$", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Returns the first line of a transcript that does not occur in order in the output; empty if all do. */
    static List<String> missing(String transcript, String printed) {
        String rest = steady(printed);
        List<String> missing = new ArrayList<>();
        for (String line : transcript.lines().toList()) {
            String wanted = steady(line).strip();
            int at = rest.indexOf(wanted);
            if (at < 0) {
                missing.add(wanted);
            } else {
                rest = rest.substring(at + wanted.length());
            }
        }
        return missing;
    }

    private static String steady(String text) {
        String steady = text;
        for (String[] varying : VARYING) {
            steady = steady.replaceAll(varying[0], varying[1]);
        }
        return steady;
    }
}
