package io.github.ouigate.job.lint;

import io.github.ouigate.job.Fault;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.SimilarNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The state shared by the parts of the lint, and the methods that read nodes.
 *
 * @param faults the faults found so far
 * @param properties the properties; filled before any text that uses them is read
 */
record LintText(List<Fault> faults, Map<String, String> properties) {
    /** The width of DATABASECHANGELOG's ID, AUTHOR and FILENAME, VARCHAR(255). */
    private static final int LEDGER_WIDTH = 255;

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^${}]*)}");

    /** A letter or digit, then up to 99 letters, digits, dots, underscores and hyphens, all ASCII. */
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    LintText() {
        this(new ArrayList<>(), new LinkedHashMap<>());
    }

    void fault(int line, int column, String code, Object... arguments) {
        faults.add(Fault.at(line, column, code, arguments));
    }

    void fault(Node node, String code, Object... arguments) {
        fault(YamlMap.line(node), node.getStartMark().getColumn() + 1, code, arguments);
    }

    /** Returns whether a text is a valid tag. Tags occur in the ledger, in messages and in file names. */
    static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    /** Reads a mapping. Errors become faults, and the readable entries are returned under their known keys. */
    YamlMap map(Node node, KnownKeys known) {
        return known(entries(node, known), known);
    }

    /** Reads the mappings in a list as one mapping. */
    YamlMap items(@Nullable Node list, Node owner, KnownKeys known) {
        YamlMap all = new YamlMap(list == null ? owner : list);
        if (list != null) {
            for (Node item : items(list, known.owner())) {
                entries(item, known).entries().forEach((key, entry) -> put(all, key, entry, known));
            }
        }
        return known(all, known);
    }

    private YamlMap entries(Node node, KnownKeys known) {
        YamlMap map = new YamlMap(node);
        if (!(node instanceof MappingNode) || !node.getTag().equals(Tag.MAP)) {
            fault(node, "not-a-mapping", known.owner());
        }
        readable(node).forEach(tuple -> YamlMap.string(tuple.getKeyNode())
                .ifPresentOrElse(
                        key -> put(map, key, new YamlMap.Entry(tuple.getKeyNode(), tuple.getValueNode()), known),
                        () -> fault(tuple.getKeyNode(), "key-not-plain", known.owner())));
        return map;
    }

    /** Returns the entries of a mapping, or of a list of mappings. */
    private static Stream<NodeTuple> readable(Node node) {
        List<Node> nodes = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        return nodes.stream()
                .flatMap(item -> item instanceof MappingNode mapping ? mapping.getValue().stream() : Stream.of());
    }

    private void put(YamlMap map, String key, YamlMap.Entry entry, KnownKeys known) {
        if (map.entries().putIfAbsent(key, entry) != null) {
            fault(entry.key(), "key-twice", key, known.owner());
        }
    }

    /** Refuses unknown keys. The value of a key similar to a known one is read as the value of that key. */
    private YamlMap known(YamlMap map, KnownKeys known) {
        YamlMap found = new YamlMap(map.node());
        Set<String> present = map.entries().keySet();
        map.entries().forEach((key, entry) -> {
            if (known.contains(key)) {
                found.entries().put(key, entry);
                return;
            }
            Optional<String> meant = known.meant(key, present);
            fault(entry.key(), known.code(), key, known.remedy(key, meant, present), known.owner());
            meant.filter(name -> !present.contains(name))
                    .ifPresent(name -> found.entries().putIfAbsent(name, entry));
        });
        return found;
    }

    /** Returns the items of a list. Other nodes are faults; the entries of a mapping are then read as one item. */
    List<Node> items(Node node, String name) {
        if (!(node instanceof SequenceNode) || !node.getTag().equals(Tag.SEQ)) {
            fault(node, "not-a-list", name);
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        return node instanceof MappingNode ? List.of(node) : List.of();
    }

    /** Returns a required, non-blank text with its properties filled in; null after a fault. */
    @Nullable
    String needed(YamlMap map, String key, String owner) {
        Node node = map.value(key);
        if (node == null) {
            fault(map.node(), "attribute-missing", key, owner);
            return null;
        }
        return text(node, key);
    }

    /** Returns a non-blank text with its properties filled in; null after a fault. */
    @Nullable
    String text(Node node, String key) {
        // Only strings: Liquibase would convert 2024-01-01 or 1e3 to another text.
        String text = YamlMap.string(node).orElse("");
        if (text.isBlank()) {
            fault(node, "not-a-text", key);
            return null;
        }
        return expand(node, text);
    }

    /** Returns a required text for the ledger; empty after a fault. */
    String forLedger(YamlMap map, String key, String owner) {
        String text = needed(map, key, owner);
        if (text == null) {
            return "";
        }
        Node node = Objects.requireNonNull(map.value(key));
        if (text.length() > LEDGER_WIDTH) {
            fault(node, "too-long", key, LEDGER_WIDTH);
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            fault(node, "control-character", key);
        }
        return text;
    }

    /**
     * Returns whether {@code node} is the literal {@code needed}; a property could be overridden by the environment.
     */
    static boolean isLiteral(@Nullable Node node, String needed) {
        return node != null && YamlMap.string(node).filter(needed::equals).isPresent();
    }

    private String expand(Node node, String text) {
        // Expands once, from left to right. Liquibase expands again and must not find anything.
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
                    SimilarNames.of(name, properties.keySet()).stream()
                            .findFirst()
                            .map(meant -> Message.of("job.meant", meant))
                            .orElseGet(() -> Message.of("job.define-property")));
        }
        return expanded;
    }
}
