package io.github.ouigate.job.lint;

import io.github.ouigate.gate.Gate;
import io.github.ouigate.job.Deletion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Checks the one changeset: it has the gate, no attribute weakens it, and its changes are deletes and, last, the tag. */
record ChangeSetLint(LintText text) {
    /** Attributes that may be written out, with the one value that a job may give them. */
    private static final Map<String, String> SAFE_VALUES =
            Map.of("runAlways", "false", "runOnChange", "false", "runInTransaction", "true", "failOnError", "true");

    private static final Set<String> UNSAFE = Set.of("runWith", "runWithSpoolFile", "validCheckSum");
    private static final Set<String> NEEDED = Set.of("id", "author", "preConditions", "changes");
    private static final Set<String> FREE_TEXTS = Set.of("contextFilter", "context", "labels", "comment");

    private static final List<String> ALLOWED = Stream.of(SAFE_VALUES.keySet(), NEEDED, FREE_TEXTS)
            .flatMap(Set::stream)
            .toList();

    private static final String PRECONDITION = "changeLogPropertyDefined";

    void checkAttributes(YamlMap changeSet) {
        changeSet.entries().forEach((key, node) -> {
            String safe = SAFE_VALUES.get(key);
            if (safe != null) {
                String value = YamlMap.flag(node).orElse("");
                if (!value.equals(safe)) {
                    text.fault(node, "unsafe-value." + key, value);
                }
            } else if (UNSAFE.contains(key)) {
                text.fault(node, "unsafe-attribute." + key);
            } else if (FREE_TEXTS.contains(key)) {
                text.text(node, key);
            } else if (!NEEDED.contains(key)) {
                text.unknown(node, key, "changeSet", ALLOWED);
            }
        });
        Node id = changeSet.entries().get("id");
        if (id != null
                && YamlMap.string(id).filter(raw -> raw.contains("${tag}")).isEmpty()) {
            text.fault(id, "id-without-tag");
        }
    }

    /** Checks that it has the gate's precondition, which protects it under stock Liquibase too. */
    void checkGate(YamlMap changeSet) {
        Node preConditions = changeSet.entries().get("preConditions");
        if (preConditions == null) {
            text.fault(changeSet.line(), "no-gate");
            return;
        }
        Map<String, Node> found = new LinkedHashMap<>();
        for (Node item : text.items(preConditions, "preConditions")) {
            text.map(item, "preConditions").entries().forEach((key, node) -> {
                if (found.putIfAbsent(key, node) != null) {
                    text.fault(node, "key-twice", key, "preConditions");
                }
            });
        }
        int line = YamlMap.line(preConditions);
        checkOption(line, found.remove("onFail"), "onFail", "HALT");
        checkOption(line, found.remove("onError"), "onError", "HALT");
        checkOption(line, found.remove("onSqlOutput"), "onSqlOutput", "TEST");
        checkCondition(line, found.remove(PRECONDITION));
        found.forEach((key, node) -> text.fault(node, "other-precondition", key));
    }

    private void checkOption(int line, @Nullable Node node, String name, String needed) {
        if (node == null) {
            text.fault(line, "gate-option-missing", name, needed);
        } else if (!LintText.isLiteral(node, needed)) {
            text.fault(node, "gate-option", name, needed);
        }
    }

    private void checkCondition(int line, @Nullable Node gate) {
        if (gate == null) {
            text.fault(line, "no-gate");
            return;
        }
        YamlMap condition = text.map(gate, PRECONDITION);
        text.allowOnly(condition, PRECONDITION, Set.of("property", "value"));
        if (!LintText.isLiteral(condition.entries().get("property"), Gate.PROPERTY)
                || !LintText.isLiteral(condition.entries().get("value"), Gate.WORD)) {
            text.fault(condition.line(), "other-gate");
        }
    }

    /** Checks the changes and returns the deletes among them in their order, each with its line. */
    List<Map.Entry<Deletion, Integer>> checkChanges(YamlMap changeSet) {
        Node changes = changeSet.entries().get("changes");
        if (changes == null) {
            text.fault(changeSet.line(), "attribute-missing", "changes", "changeSet");
            return List.of();
        }
        List<Map.Entry<Deletion, Integer>> deletions = new ArrayList<>();
        Set<List<@Nullable String>> tables = new HashSet<>();
        boolean tagged = false;
        for (Node item : text.items(changes, "changes")) {
            YamlMap change = text.map(item, "changes");
            for (Map.Entry<String, Node> entry : change.entries().entrySet()) {
                int line = YamlMap.line(entry.getValue());
                if (tagged) {
                    text.fault(line, "change-after-tag", entry.getKey());
                }
                switch (entry.getKey()) {
                    case "delete" -> {
                        Deletion deletion = deletion(entry.getValue());
                        if (!tables.add(Arrays.asList(lower(deletion.schema()), lower(deletion.table())))) {
                            text.fault(line, "table-twice", deletion.table());
                        }
                        deletions.add(Map.entry(deletion, line));
                    }
                    case "tagDatabase" -> {
                        checkTag(entry.getValue());
                        tagged = true;
                    }
                    default -> text.fault(line, "other-change", entry.getKey());
                }
            }
        }
        if (deletions.isEmpty()) {
            text.fault(changes, "no-delete");
        }
        if (!tagged) {
            text.fault(changes, "no-tag");
        }
        return deletions;
    }

    private static @Nullable String lower(@Nullable String name) {
        return name == null ? null : name.toLowerCase(Locale.ROOT);
    }

    private Deletion deletion(Node node) {
        YamlMap delete = text.map(node, "delete");
        text.allowOnly(delete, "delete", Set.of("schemaName", "tableName", "where"));
        String table = text.needed(delete, "tableName", "delete");
        String schema = delete.entries().containsKey("schemaName") ? text.needed(delete, "schemaName", "delete") : null;
        String where = delete.entries().containsKey("where") ? text.needed(delete, "where", "delete") : null;
        if (where != null && where.indexOf(';') >= 0) {
            text.fault(delete.line(), "where-semicolon", String.valueOf(table));
        }
        return new Deletion(schema, table == null ? "" : table, where);
    }

    private void checkTag(Node node) {
        YamlMap change = text.map(node, "tagDatabase");
        text.allowOnly(change, "tagDatabase", Set.of("tag"));
        Node tag = change.entries().get("tag");
        if (!LintText.isLiteral(tag, "${tag}")) {
            text.fault(change.line(), "tag-not-the-property");
        }
    }
}
