package io.github.ouigate.job.lint;

import io.github.ouigate.gate.Gate;
import io.github.ouigate.job.Deletion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Checks the changeset: it has the gate, no attribute weakens it, and its changes are deletes followed by the tag. */
record ChangeSetLint(LintText text, String content) {
    private static final Pattern COMMENT = Pattern.compile("[ \\t]+#");

    /** The attributes that a job may set, each with its only permitted value. */
    private static final Map<String, String> SAFE_VALUES =
            Map.of("runAlways", "false", "runOnChange", "false", "runInTransaction", "true", "failOnError", "true");

    private static final Set<String> UNSAFE = Set.of("runWith", "runWithSpoolFile", "validCheckSum");
    private static final Set<String> FREE_TEXTS = Set.of("contextFilter", "context", "labels", "comment");

    void checkAttributes(YamlMap changeSet) {
        changeSet.entries().forEach((key, entry) -> {
            Node node = entry.value();
            String safe = SAFE_VALUES.get(key);
            if (safe != null) {
                String value = YamlMap.flag(node).orElse("");
                if (!value.equals(safe)) {
                    text.fault(node, "unsafe-value." + key, value);
                }
            } else if (UNSAFE.contains(key)) {
                text.fault(entry.key(), "unsafe-attribute." + key);
            } else if (FREE_TEXTS.contains(key)) {
                text.text(node, key);
            }
        });
        Node id = changeSet.value("id");
        if (id != null
                && YamlMap.string(id).filter(raw -> raw.contains("${tag}")).isEmpty()) {
            text.fault(id, "id-without-tag");
        }
    }

    /** Checks the gate's precondition, which protects the changeset in stock Liquibase too. */
    void checkGate(YamlMap changeSet) {
        YamlMap gate = text.items(changeSet.value("preConditions"), changeSet.node(), KnownKeys.GATE);
        checkOption(gate, "onFail", "HALT");
        checkOption(gate, "onError", "HALT");
        checkOption(gate, "onSqlOutput", "TEST");
        Node condition = gate.value("changeLogPropertyDefined");
        if (condition == null) {
            text.fault(gate.node(), "no-gate");
        } else {
            checkCondition(text.map(condition, KnownKeys.CONDITION));
        }
    }

    private void checkOption(YamlMap gate, String name, String needed) {
        Node node = gate.value(name);
        if (node == null) {
            text.fault(gate.node(), "gate-option-missing", name, needed);
        } else if (!LintText.isLiteral(node, needed)) {
            text.fault(node, "gate-option", name, needed);
        }
    }

    private void checkCondition(YamlMap condition) {
        if (!LintText.isLiteral(condition.value("property"), Gate.PROPERTY)
                || !LintText.isLiteral(condition.value("value"), Gate.WORD)) {
            text.fault(condition.node(), "other-gate");
        }
    }

    /** Checks the changes and returns the deletes in order, each with its line. */
    List<Map.Entry<Deletion, Integer>> checkChanges(YamlMap changeSet) {
        Node changes = changeSet.value("changes");
        if (changes == null) {
            text.fault(changeSet.node(), "attribute-missing", "changes", KnownKeys.CHANGE_SET.owner());
        }
        List<Map.Entry<Deletion, Integer>> deletions = new ArrayList<>();
        Set<List<@Nullable String>> tables = new HashSet<>();
        boolean deleted = false;
        boolean tagged = false;
        for (Node item : changes == null ? List.<Node>of() : text.items(changes, KnownKeys.CHANGE.owner())) {
            for (Map.Entry<String, YamlMap.Entry> change :
                    text.map(item, KnownKeys.CHANGE).entries().entrySet()) {
                Node key = change.getValue().key();
                Node value = change.getValue().value();
                if (tagged) {
                    text.fault(key, "change-after-tag", change.getKey());
                }
                if (change.getKey().equals("delete")) {
                    deleted = true;
                    deletion(value, tables).ifPresent(found -> deletions.add(Map.entry(found, YamlMap.line(value))));
                } else {
                    checkTag(text.map(value, KnownKeys.TAG));
                    tagged = true;
                }
            }
        }
        Node place = changes == null ? changeSet.node() : changes;
        if (!deleted) {
            text.fault(place, "no-delete");
        }
        if (!tagged) {
            text.fault(place, "no-tag");
        }
        return deletions;
    }

    private static @Nullable String lower(@Nullable String name) {
        return name == null ? null : name.toLowerCase(Locale.ROOT);
    }

    private Optional<Deletion> deletion(Node node, Set<List<@Nullable String>> tables) {
        YamlMap delete = text.map(node, KnownKeys.DELETE);
        String table = text.needed(delete, "tableName", "delete");
        String schema = optional(delete, "schemaName");
        String where = optional(delete, "where");
        if (where != null && where.indexOf(';') >= 0) {
            text.fault(delete.node(), "where-semicolon", String.valueOf(table));
        }
        Node condition = delete.value("where");
        if (condition != null && where != null && where.contains("--") && isFolded(condition)) {
            text.fault(condition, "where-folded", String.valueOf(table));
        }
        if (condition != null && endsInComment(condition)) {
            text.fault(condition, "where-comment", String.valueOf(table));
        }
        if (table == null) {
            return Optional.empty();
        }
        if (!tables.add(Arrays.asList(lower(schema), lower(table)))) {
            text.fault(node, "table-twice", table);
        }
        return Optional.of(new Deletion(schema, table, where));
    }

    /** Returns whether YAML joins the lines of a text; a comment in SQL would then extend over the lines after it. */
    private static boolean isFolded(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() != DumperOptions.ScalarStyle.LITERAL
                && scalar.getStartMark().getLine() != scalar.getEndMark().getLine();
    }

    /** Returns whether YAML reads the rest of the line as a comment; in SQL, {@code #} can be a part of an operator. */
    private boolean endsInComment(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && COMMENT.matcher(content)
                        .region(
                                content.offsetByCodePoints(
                                        0, scalar.getEndMark().getIndex()),
                                content.length())
                        .lookingAt();
    }

    private @Nullable String optional(YamlMap delete, String key) {
        Node node = delete.value(key);
        return node == null ? null : text.text(node, key);
    }

    private void checkTag(YamlMap change) {
        if (!LintText.isLiteral(change.value("tag"), "${tag}")) {
            text.fault(change.node(), "tag-not-the-property");
        }
    }
}
