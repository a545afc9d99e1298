package io.github.ouigate.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What there is to do in README.md, in its order: the commands of its {@code sh} blocks, the transcripts in its {@code
 * text} blocks, and directions for the walk, which stand in comments that nobody sees, as in {@code <!-- walk: new shop
 * -->}.
 */
final class Readme {
    /** One of these, and the line on which it begins. */
    record Part(Kind kind, String text, int line) {}

    enum Kind {
        COMMANDS,
        TRANSCRIPT,
        DIRECTION
    }

    private static final Pattern PART = Pattern.compile(
            "^```(?<kind>sh|text)\\n(?<block>.*?)\\n```$|^<!-- walk: (?<direction>.*?) -->$",
            Pattern.MULTILINE | Pattern.DOTALL);

    /** What differs from run to run, and what is shown in its place. */
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
            new String[] {"\\bsession \\d+|\\bSession +\\d+|backend\\(\\d+\\)|Waits for +\\d+", "PID"},
            new String[] {"commit [0-9a-z-]+", "commit C"},
            new String[] {"(driver|Java|H2|Liquibase) [\\d.]+", "$1 V"},
            new String[] {"(sha256|SHA-256|digest)[ :]+[0-9a-f]{8,}", "$1 D"},
            new String[] {"\\b\\d{19}\\b", "SYSTEM"},
            new String[] {"\\s+", " "});

    private Readme() {}

    static List<Part> parts(Path file) throws IOException {
        String text = Files.readString(file);
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(text);
        while (matcher.find()) {
            int line = 1 + (int) text.substring(0, matcher.start()).lines().count();
            parts.add(
                    matcher.group("direction") == null
                            ? new Part(
                                    matcher.group("kind").equals("sh") ? Kind.COMMANDS : Kind.TRANSCRIPT,
                                    matcher.group("block"),
                                    line)
                            : new Part(Kind.DIRECTION, matcher.group("direction"), line));
        }
        return parts;
    }

    /** Returns the lines of a block that are no comments, each with those that continue it. */
    static List<String> commands(String block) {
        return block.replace("\\\n", " ")
                .lines()
                .map(line -> line.replaceFirst("(^|\\s)# .*$", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Returns the first line of a transcript that does not follow the others in what was printed; empty if all do. */
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
