package io.github.ouigate.job.lint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a YAML document whose keys are plain strings, each present once, in the order of the file. The nodes
 * keep their places, which a parsed object would not. A {@code !!tag} of its own makes a node unreadable: Liquibase
 * drops entries of an {@code !!omap}, and all of {@code !!pairs}.
 */
record YamlMap(Node node, Map<String, Entry> entries) {
    /** A key and its value, where they stand. */
    record Entry(Node key, Node value) {}

    /** Creates one without entries, which stands where {@code node} does. */
    YamlMap(Node node) {
        this(node, new LinkedHashMap<>());
    }

    /** Returns the value of a key; null if it is not there. */
    @Nullable
    Node value(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** Returns a string. Of a {@code !!null} or {@code !!bool}, Liquibase would not read the text that is written. */
    static Optional<String> string(Node node) {
        return scalar(node, Tag.STR);
    }

    /** Returns the text of a string, a {@code true} or a {@code false}. */
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
