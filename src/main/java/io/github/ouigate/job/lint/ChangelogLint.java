package io.github.ouigate.job.lint;

import io.github.ouigate.gate.Gate;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Fault;
import io.github.ouigate.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Walks a changelog's nodes, collects what a {@link Job} needs, and adds every fault that it meets to a list. */
final class ChangelogLint {
    /** What the walk has found; parts are empty where they were faulty. */
    record Findings(
            String logicalFilePath,
            String id,
            String author,
            Map<String, String> properties,
            List<Deletion> deletions) {}

    /** Names beside these are Liquibase's own, whatever their case, or could not be told from the text around them. */
    private static final Pattern PROPERTY_NAME =
            Pattern.compile("(?i)(?!liquibase_execution_|database\\.)[a-z][a-z0-9._-]*");

    private static final String ROOT = "databaseChangeLog";
    private static final String PATH = "logicalFilePath";

    private final Map<String, String> given;
    private final LintText text;
    private final List<YamlMap> paths = new ArrayList<>();
    private final List<Node> changeSets = new ArrayList<>();

    ChangelogLint(Map<String, String> given, List<Fault> faults) {
        this.given = given;
        this.text = new LintText(faults);
    }

    Findings check(Node root) {
        YamlMap document = YamlMap.of(root, "changelog", text.faults());
        document.entries().forEach((key, node) -> {
            if (!key.equals(ROOT)) {
                text.fault(YamlMap.line(node), "unknown-entry", key);
            }
        });
        Node entries = document.entries().get(ROOT);
        if (entries == null) {
            text.fault(document.line(), "no-changelog");
            return new Findings("", "", "", Map.of(), List.of());
        }
        collect(entries);
        int line = YamlMap.line(entries);
        checkTagProperty(line);
        if (paths.size() != 1) {
            text.fault(line, "no-logical-path");
        }
        String path = paths.isEmpty() ? "" : text.forLedger(paths.get(0), PATH, ROOT);
        if (path.startsWith("/") || path.indexOf('\\') >= 0) {
            text.fault(paths.get(0).line(), "logical-path-form");
        }
        if (changeSets.isEmpty()) {
            text.fault(line, "no-changeset");
            return new Findings(path, "", "", text.properties(), List.of());
        }
        changeSets.stream().skip(1).forEach(extra -> text.fault(YamlMap.line(extra), "several-changesets"));
        YamlMap changeSet = YamlMap.of(changeSets.get(0), "changeSet", text.faults());
        ChangeSetLint changeSetLint = new ChangeSetLint(text);
        changeSetLint.checkAttributes(changeSet);
        new GateLint(text).check(changeSet);
        return new Findings(
                path,
                text.forLedger(changeSet, "id", "changeSet"),
                text.forLedger(changeSet, "author", "changeSet"),
                text.properties(),
                changeSetLint.checkChanges(changeSet));
    }

    /** Sorts the entries by their kind; properties are read at once, for all texts may use them. */
    private void collect(Node entries) {
        for (Node item : YamlMap.items(entries, ROOT, text.faults())) {
            YamlMap entry = YamlMap.of(item, ROOT, text.faults());
            entry.entries().forEach((key, node) -> {
                switch (key) {
                    case PATH -> paths.add(entry);
                    case "property" -> readProperty(node);
                    case "changeSet" -> changeSets.add(node);
                    case "include", "includeAll" -> text.fault(YamlMap.line(node), "include", key);
                    default -> text.fault(YamlMap.line(node), "unknown-entry", key);
                }
            });
        }
    }

    private void readProperty(Node node) {
        YamlMap property = YamlMap.of(node, "property", text.faults());
        property.entries().forEach((key, value) -> {
            if (!Set.of("name", "value").contains(key)) {
                text.fault(YamlMap.line(value), "property-attribute", key);
            }
        });
        String name = text.needed(property, "name", "property");
        String value = text.needed(property, "value", "property");
        if (name == null || value == null) {
            return;
        }
        if (!PROPERTY_NAME.matcher(name).matches()) {
            text.fault(property.line(), "property-name", name);
        } else if (name.equalsIgnoreCase(Gate.PROPERTY)) {
            text.fault(property.line(), "confirmation-defined");
        } else if (text.properties().keySet().stream().anyMatch(name::equalsIgnoreCase)) {
            text.fault(property.line(), "property-twice", name); // Liquibase ignores case
        } else {
            text.properties().put(name, given.getOrDefault(name, value));
        }
    }

    private void checkTagProperty(int line) {
        String tag = text.properties().get("tag");
        if (tag == null) {
            text.fault(line, "no-tag-property");
        } else if (!Tag.isValid(tag)) {
            text.fault(line, "tag-invalid", tag);
        }
    }
}
