package io.github.ouigate.guides;

import io.github.ouigate.report.TextLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The catalogue of hazards, generated from the enumeration, the English messages, and the severities in sources and
 * tests.
 */
final class HazardReference {
    private static final Path CODES = Path.of("src/main/java/io/github/ouigate/plan/Hazard.java");
    private static final Pattern ENTRY =
            Pattern.compile("^ {8}(?:// (?<group>.*)|(?<code>[A-Z_]+)[,;]?)$", Pattern.MULTILINE);

    private static final Pattern SEVERITY =
            Pattern.compile("(?i)\\b(block|warn|note)(?:\\(\\s*(?:Hazard\\.)?Code\\.|\"?,? \"?)([A-Z_]+)\\b");

    /** The severities of the codes in the checks and tests, as Markdown. */
    private final Map<String, Set<String>> severities = new HashMap<>();

    HazardReference() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> SEVERITY.matcher(new Guide(file).text()).results())
                    .forEach(found -> severities
                            .computeIfAbsent(found.group(2).toUpperCase(Locale.ROOT), code -> new TreeSet<>())
                            .add("`" + found.group(1).toUpperCase(Locale.ROOT) + "`"));
        }
    }

    String page() {
        StringBuilder page = new StringBuilder("""
                # Hazards

                A plan lists what it finds, with a code, a sentence and a remedy. `BLOCK` refuses the run (exit 4). `WARN` asks you to
                check first. `NOTE` is for information. In the texts below, `…` stands for a name, a number or a statement.

                This page is generated from the program's messages by `scripts/references`.
                """);
        Matcher entry = ENTRY.matcher(codes());
        while (entry.find()) {
            if (entry.group("group") != null) {
                page.append("\n## ")
                        .append(entry.group("group").replaceFirst("\\.$", ""))
                        .append('\n');
            } else {
                append(page, entry.group("code"));
            }
        }
        return page.toString();
    }

    private void append(StringBuilder page, String code) {
        page.append("\n### ").append(code).append("\n\n");
        page.append(String.join(", ", severities.getOrDefault(code, Set.of())))
                .append(". ")
                .append(MessagePattern.text("hazard." + code))
                .append("\n\n");
        page.append("Remedy: ")
                .append(paragraphs(MessagePattern.text("hazard." + code + ".remedy")))
                .append('\n');
    }

    /** Returns a text with its statements as code blocks. */
    private static String paragraphs(String text) {
        return TextLine.of(text).stream()
                .map(line -> line.isCopied() ? line.text().indent(4).stripTrailing() : line.text())
                .collect(Collectors.joining("\n\n"));
    }

    private static String codes() {
        String source = new Guide(CODES).text();
        int start = source.indexOf("enum Code {");
        return source.substring(start, source.indexOf("\n    }", start));
    }
}
