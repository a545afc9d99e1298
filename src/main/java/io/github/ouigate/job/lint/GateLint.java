package io.github.ouigate.job.lint;

import io.github.ouigate.gate.Gate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Checks that a changeset has the gate's precondition, which protects it under stock Liquibase too. */
final class GateLint {
    private static final String PRECONDITION = "changeLogPropertyDefined";

    private final LintText text;

    GateLint(LintText text) {
        this.text = text;
    }

    void check(YamlMap changeSet) {
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
}
