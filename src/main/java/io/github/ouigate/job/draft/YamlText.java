package io.github.ouigate.job.draft;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes texts as YAML strings that are read back unchanged. */
final class YamlText {
    /** The words that YAML 1.1 does not read as strings. */
    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_](?:[A-Za-z0-9_./-]*[A-Za-z0-9_])?");

    /** Printable ASCII characters, letters, and line feeds. */
    private static final Pattern BLOCK = Pattern.compile("(?:[\\x20-\\x7e\\n]|\\p{L})+");

    private YamlText() {}

    /** Writes a short text on one line, plain if possible, else in double quotes. */
    static String scalar(String text) {
        return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT)) ? text : quoted(text);
    }

    /**
     * Writes a long text as a block indented by {@code indent} spaces, or in double quotes if a block cannot represent
     * it.
     */
    static String block(String text, int indent) {
        boolean keepsItsEnds = text.equals(text.strip());
        if (!keepsItsEnds || !BLOCK.matcher(text).matches()) {
            return quoted(text);
        }
        String margin = " ".repeat(indent);
        return "|-\n"
                + text.lines()
                        .map(line -> line.isEmpty() ? line : margin + line)
                        .collect(Collectors.joining("\n"));
    }

    private static String quoted(String text) {
        return text.codePoints().mapToObj(YamlText::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int character) {
        if (character == '"' || character == '\\') {
            return "\\" + Character.toString(character);
        }
        if (character == '\n') {
            return "\\n";
        }
        boolean printable = (character >= ' ' && character <= '~') || Character.isLetter(character);
        return printable ? Character.toString(character) : "\\U%08X".formatted(character);
    }
}
