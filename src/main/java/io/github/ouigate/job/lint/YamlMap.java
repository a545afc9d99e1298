package io.github.ouigate.job.lint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML mapping with unique, plain string keys in the order of the file. Unlike a parsed object, nodes keep their
 * positions. Nodes with an explicit {@code !!tag} are not read: Liquibase drops entries of {@code !!omap}, and all of
 * {@code !!pairs}.
 */
record YamlMap(Node node, Map<String, Entry> entries) {
    /** The nodes of a key and its value. */
    record Entry(Node key, Node value) {}

    /** Creates a mapping without entries at the position of {@code node}. */
    YamlMap(Node node) {
        this(node, new LinkedHashMap<>());
    }

    /** Returns the value of a key; null if it is absent. */
    @Nullable
    Node value(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** Returns a string; empty for nodes tagged {@code !!null} or {@code !!bool}, which Liquibase converts. */
    static Optional<String> string(Node node) {
        return scalar(node, Tag.STR);
    }

    /** Returns the text of a string or a boolean. */
    static Optional<String> flag(Node node) {
        return string(node).or(() -> scalar(node, Tag.BOOL));
    }

    private static Optional<String> scalar(Node node, Tag tag) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(tag)
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    /** Returns the line of a node, counted from 1. */
    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
