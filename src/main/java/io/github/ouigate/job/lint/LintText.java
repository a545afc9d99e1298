package io.github.ouigate.job.lint;

import io.github.ouigate.job.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** What the parts of the lint share: the faults so far, the changelog's properties, and how a text is read. */
final class LintText {
    /** DATABASECHANGELOG's ID, AUTHOR and FILENAME are VARCHAR(255). */
    private static final int LEDGER_WIDTH = 255;

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^${}]*)}");

    private final List<Fault> faults;
    private final Map<String, String> properties = new LinkedHashMap<>();

    LintText(List<Fault> faults) {
        this.faults = faults;
    }

    List<Fault> faults() {
        return faults;
    }

    /** Returns the properties, to be filled before any text that uses them is read. */
    Map<String, String> properties() {
        return properties;
    }

    void fault(int line, String code, Object... arguments) {
        faults.add(Fault.at(line, code, arguments));
    }

    void allowOnly(YamlMap map, String name, Set<String> allowed) {
        map.entries().forEach((key, node) -> {
            if (!allowed.contains(key)) {
                fault(YamlMap.line(node), "unknown-attribute", key, name);
            }
        });
    }

    /** Returns a needed, non-blank text with its properties filled in; null after a fault. */
    @Nullable
    String needed(YamlMap map, String key, String owner) {
        Node node = map.entries().get(key);
        if (node == null) {
            fault(map.line(), "attribute-missing", key, owner);
            return null;
        }
        return text(node, key);
    }

    /** Returns a non-blank text with its properties filled in; null after a fault. */
    @Nullable
    String text(Node node, String key) {
        // Only strings: Liquibase would turn 2024-01-01 or 1e3 into something else before it reads them.
        String text = YamlMap.string(node).orElse("");
        if (text.isBlank()) {
            fault(YamlMap.line(node), "not-a-text", key);
            return null;
        }
        return expand(node, text);
    }

    /** Returns a needed text that goes into the ledger; empty after a fault. */
    String forLedger(YamlMap map, String key, String owner) {
        String text = needed(map, key, owner);
        if (text == null) {
            return "";
        }
        int line = YamlMap.line(Objects.requireNonNull(map.entries().get(key)));
        if (text.length() > LEDGER_WIDTH) {
            fault(line, "too-long", key, LEDGER_WIDTH);
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            fault(line, "control-character", key);
        }
        return text;
    }

    /** Returns whether {@code node} is written out as {@code needed}: a property would give way to the environment. */
    static boolean isLiteral(@Nullable Node node, String needed) {
        return node != null && YamlMap.string(node).filter(needed::equals).isPresent();
    }

    private String expand(Node node, String text) {
        // Once, from left to right: Liquibase takes another turn, so that nothing may be left for it.
        String expanded = REFERENCE
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(properties.getOrDefault(found.group(1), found.group())));
        if (expanded.contains("${")) {
            fault(YamlMap.line(node), "property-undefined", expanded);
        }
        return expanded;
    }
}
