package io.github.ouigate.job.lint;

import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a YAML document whose keys are plain strings, each present once, in the order of the file. The nodes
 * keep their lines, which a parsed object would not. A {@code !!tag} of its own makes a node unreadable: Liquibase drops
 * entries of an {@code !!omap}, and all of {@code !!pairs}.
 */
record YamlMap(int line, Map<String, Node> entries) {
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
