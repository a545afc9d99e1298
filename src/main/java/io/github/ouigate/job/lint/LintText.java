package io.github.ouigate.job.lint;

import io.github.ouigate.job.Fault;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.SimilarNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The state that the parts of the lint share, and how nodes are read.
 *
 * @param faults those that were found so far
 * @param properties to be filled before any text that uses them is read
 */
record LintText(List<Fault> faults, Map<String, String> properties) {
    /** DATABASECHANGELOG's ID, AUTHOR and FILENAME are VARCHAR(255). */
    private static final int LEDGER_WIDTH = 255;

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^${}]*)}");

    /** A letter or digit, then up to 99 letters, digits, dots, underscores and hyphens; ASCII. */
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    LintText() {
        this(new ArrayList<>(), new LinkedHashMap<>());
    }

    void fault(int line, String code, Object... arguments) {
        faults.add(Fault.at(line, code, arguments));
    }

    void fault(Node node, String code, Object... arguments) {
        fault(YamlMap.line(node), code, arguments);
    }

    /** Returns whether a text can be a tag: tags go into the ledger, into messages and into file names. */
    static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    /** Reads a mapping; what is wrong with it is a fault, and what is readable is returned. */
    YamlMap map(Node node, String name) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping && node.getTag().equals(Tag.MAP)) {
            for (NodeTuple tuple : mapping.getValue()) {
                Node key = tuple.getKeyNode();
                Optional<String> text = YamlMap.string(key);
                if (text.isEmpty()) {
                    fault(key, "key-not-plain", name);
                } else if (entries.putIfAbsent(text.get(), tuple.getValueNode()) != null) {
                    fault(key, "key-twice", text.get(), name);
                }
            }
        } else {
            fault(node, "not-a-mapping", name);
        }
        return new YamlMap(YamlMap.line(node), entries);
    }

    /** Returns the items of a sequence; anything else is a fault and has none. */
    List<Node> items(Node node, String name) {
        if (node instanceof SequenceNode sequence && node.getTag().equals(Tag.SEQ)) {
            return sequence.getValue();
        }
        fault(node, "not-a-list", name);
        return List.of();
    }

    void allowOnly(YamlMap map, String name, Set<String> allowed) {
        map.entries().forEach((key, node) -> {
            if (!allowed.contains(key)) {
                unknown(node, key, name, allowed);
            }
        });
    }

    /** Refuses a key that is not known, and suggests the one that may be meant. */
    void unknown(Node node, String key, String name, Collection<String> known) {
        fault(node, "unknown-attribute", key, name, meant(key, known, Message.of("job.remove", key)));
    }

    /** Returns the suggestion of a known name that is like another; else another suggestion. */
    static Message meant(String name, Collection<String> known, Message other) {
        return SimilarNames.of(name, known).stream()
                .findFirst()
                .map(meant -> Message.of("job.meant", meant))
                .orElse(other);
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
            fault(node, "not-a-text", key);
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
        Node node = Objects.requireNonNull(map.entries().get(key));
        if (text.length() > LEDGER_WIDTH) {
            fault(node, "too-long", key, LEDGER_WIDTH);
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            fault(node, "control-character", key);
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
            Matcher reference = REFERENCE.matcher(expanded);
            String name = reference.find() ? reference.group(1) : "";
            fault(
                    node,
                    "property-undefined",
                    expanded,
                    meant(name, properties.keySet(), Message.of("job.define-property")));
        }
        return expanded;
    }
}
