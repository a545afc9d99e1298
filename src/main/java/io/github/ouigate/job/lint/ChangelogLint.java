package io.github.ouigate.job.lint;

import io.github.ouigate.gate.Gate;
import io.github.ouigate.io.Sha256;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Checks a changelog's nodes, creates the {@link Job} and collects all faults. */
final class ChangelogLint {
    /**
     * Permitted property names. Others belong to Liquibase, regardless of case, or would be ambiguous within a text.
     */
    private static final Pattern PROPERTY_NAME =
            Pattern.compile("(?i)(?!liquibase_execution_|database\\.)[a-z][a-z0-9._-]*");

    /** The value of a faulty property; it prevents further faults where the property is used. */
    private static final String FAULTY = "faulty";

    private static final String ROOT = "databaseChangeLog";
    private static final String PATH = "logicalFilePath";

    private final Changelog changelog;
    private final Map<String, String> given;
    private final LintText text;
    private final List<YamlMap> paths = new ArrayList<>();
    private final List<YamlMap> changeSets = new ArrayList<>();

    ChangelogLint(Changelog changelog, Map<String, String> given, LintText text) {
        this.changelog = changelog;
        this.given = given;
        this.text = text;
    }

    /** Returns the job; its faulty parts are empty. */
    Job check(Node root) {
        Node entries = root instanceof SequenceNode
                ? root
                : text.map(root, KnownKeys.DOCUMENT).value(ROOT);
        if (entries == null || entries.equals(root)) {
            text.fault(root, "no-changelog");
        }
        if (entries != null) {
            collect(entries);
        }
        Node place = entries == null ? root : entries;
        checkTagProperty(place);
        String path = checkPath(place);
        if (changeSets.isEmpty()) {
            text.fault(place, "no-changeset");
        }
        changeSets.stream().skip(1).forEach(extra -> text.fault(extra.node(), "several-changesets"));
        List<Job> jobs =
                changeSets.stream().map(changeSet -> job(path, changeSet)).toList();
        return jobs.isEmpty() ? job(path, "", "", List.of()) : jobs.get(0);
    }

    private String checkPath(Node place) {
        if (paths.size() != 1) {
            text.fault(place, "no-logical-path");
        }
        List<String> found = new ArrayList<>();
        for (YamlMap entry : paths) {
            String path = text.forLedger(entry, PATH, ROOT);
            if (path.startsWith("/") || path.indexOf('\\') >= 0) {
                text.fault(entry.node(), "logical-path-form");
            }
            found.add(path);
        }
        return found.isEmpty() ? "" : found.get(0);
    }

    private Job job(String path, YamlMap changeSet) {
        ChangeSetLint lint = new ChangeSetLint(text, changelog.content());
        lint.checkAttributes(changeSet);
        lint.checkGate(changeSet);
        return job(
                path,
                text.forLedger(changeSet, "id", "changeSet"),
                text.forLedger(changeSet, "author", "changeSet"),
                lint.checkChanges(changeSet));
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

    /** Sorts the entries by kind. Properties are read first, since every text can use them. */
    private void collect(Node entries) {
        for (Node item : text.items(entries, ROOT)) {
            YamlMap map = text.map(item, KnownKeys.ENTRY);
            map.entries().forEach((key, entry) -> {
                switch (key) {
                    case PATH -> paths.add(map);
                    case "property" -> readProperty(text.map(entry.value(), KnownKeys.PROPERTY));
                    case "changeSet" -> changeSets.add(text.map(entry.value(), KnownKeys.CHANGE_SET));
                    default -> text.fault(entry.key(), "include", key);
                }
            });
        }
    }

    private void readProperty(YamlMap property) {
        String name = text.needed(property, "name", "property");
        String value = text.needed(property, "value", "property");
        if (name == null) {
            return;
        }
        if (!PROPERTY_NAME.matcher(name).matches()) {
            text.fault(property.node(), "property-name", name);
        } else if (name.equalsIgnoreCase(Gate.PROPERTY)) {
            text.fault(property.node(), "confirmation-defined");
        } else if (text.properties().keySet().stream().anyMatch(name::equalsIgnoreCase)) {
            text.fault(property.node(), "property-twice", name); // Liquibase ignores case
        } else {
            text.properties().put(name, given.getOrDefault(name, value == null ? FAULTY : value));
        }
    }

    private void checkTagProperty(Node place) {
        String tag = text.properties().get("tag");
        if (tag == null) {
            text.fault(place, "no-tag-property");
        } else if (!LintText.isTag(tag)) {
            text.fault(place, "tag-invalid", tag);
        }
    }
}
