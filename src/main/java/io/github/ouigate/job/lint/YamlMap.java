package io.github.ouigate.job.lint;

import io.github.ouigate.job.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a YAML document whose keys are plain strings, each present once, in the order of the file. The nodes
 * keep their lines, which a parsed object would not. A {@code !!tag} of its own makes a node unreadable: Liquibase drops
 * entries of an {@code !!omap}, and all of {@code !!pairs}.
 */
record YamlMap(int line, Map<String, Node> entries) {
    /** Reads {@code node}; what is wrong with it is added to {@code faults}, and what is readable is returned. */
    static YamlMap of(Node node, String name, List<Fault> faults) {
        int line = line(node);
        Map<String, Node> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping && node.getTag().equals(Tag.MAP)) {
            for (NodeTuple tuple : mapping.getValue()) {
                Optional<String> key = string(tuple.getKeyNode());
                if (key.isEmpty()) {
                    faults.add(Fault.at(line(tuple.getKeyNode()), "key-not-plain", name));
                } else if (entries.putIfAbsent(key.get(), tuple.getValueNode()) != null) {
                    faults.add(Fault.at(line(tuple.getKeyNode()), "key-twice", key.get(), name));
                }
            }
        } else {
            faults.add(Fault.at(line, "not-a-mapping", name));
        }
        return new YamlMap(line, entries);
    }

    /** Returns the items of a sequence; anything else is a fault and has none. */
    static List<Node> items(Node node, String name, List<Fault> faults) {
        if (node instanceof SequenceNode sequence && node.getTag().equals(Tag.SEQ)) {
            return new ArrayList<>(sequence.getValue());
        }
        faults.add(Fault.at(line(node), "not-a-list", name));
        return List.of();
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
