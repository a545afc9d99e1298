package io.github.ouigate.job.lint;

import io.github.ouigate.gate.Gate;
import io.github.ouigate.io.Sha256;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Job;
import io.github.ouigate.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Checks a changelog's nodes and makes the {@link Job} of them; collects every fault. */
final class ChangelogLint {
    /** Names beside these are Liquibase's own, whatever their case, or could not be told from the text around them. */
    private static final Pattern PROPERTY_NAME =
            Pattern.compile("(?i)(?!liquibase_execution_|database\\.)[a-z][a-z0-9._-]*");

    private static final String ROOT = "databaseChangeLog";
    private static final String PATH = "logicalFilePath";

    private final Changelog changelog;
    private final Map<String, String> given;
    private final LintText text;
    private final List<YamlMap> paths = new ArrayList<>();
    private final List<Node> changeSets = new ArrayList<>();

    ChangelogLint(Changelog changelog, Map<String, String> given, LintText text) {
        this.changelog = changelog;
        this.given = given;
        this.text = text;
    }

    /** Returns the job; parts of it are empty where they were faulty. */
    Job check(Node root) {
        YamlMap document = text.map(root, "changelog");
        document.entries().forEach((key, node) -> {
            if (!key.equals(ROOT)) {
                unknown(node, key, List.of(ROOT));
            }
        });
        Node entries = document.entries().get(ROOT);
        if (entries == null) {
            text.fault(document.line(), "no-changelog");
            return job("", "", "", List.of());
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
            return job(path, "", "", List.of());
        }
        changeSets.stream().skip(1).forEach(extra -> text.fault(extra, "several-changesets"));
        YamlMap changeSet = text.map(changeSets.get(0), "changeSet");
        ChangeSetLint changeSetLint = new ChangeSetLint(text);
        changeSetLint.checkAttributes(changeSet);
        changeSetLint.checkGate(changeSet);
        return job(
                path,
                text.forLedger(changeSet, "id", "changeSet"),
                text.forLedger(changeSet, "author", "changeSet"),
                changeSetLint.checkChanges(changeSet));
    }

    private Job job(String path, String id, String author, List<Map.Entry<Deletion, Integer>> deletions) {
        return new Job(
                changelog.location(),
                changelog.content(),
                path,
                id,
                author,
                text.properties().getOrDefault("tag", ""),
                Sha256.of(changelog.content()),
                text.properties(),
                deletions.stream().map(Map.Entry::getKey).toList(),
                deletions.stream().map(Map.Entry::getValue).toList());
    }

    /** Sorts the entries by their kind; properties are read at once, for all texts may use them. */
    private void collect(Node entries) {
        for (Node item : text.items(entries, ROOT)) {
            YamlMap entry = text.map(item, ROOT);
            entry.entries().forEach((key, node) -> {
                switch (key) {
                    case PATH -> paths.add(entry);
                    case "property" -> readProperty(node);
                    case "changeSet" -> changeSets.add(node);
                    case "include", "includeAll" -> text.fault(node, "include", key);
                    default -> unknown(node, key, List.of(PATH, "property", "changeSet"));
                }
            });
        }
    }

    private void unknown(Node node, String key, List<String> known) {
        text.fault(node, "unknown-entry", key, LintText.meant(key, known, Message.of("job.keep-entries")));
    }

    private void readProperty(Node node) {
        YamlMap property = text.map(node, "property");
        property.entries().forEach((key, value) -> {
            if (!Set.of("name", "value").contains(key)) {
                text.fault(value, "property-attribute", key);
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
        } else if (!LintText.isTag(tag)) {
            text.fault(line, "tag-invalid", tag);
        }
    }
}
